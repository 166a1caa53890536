"""Sending, exactly once: the one way to a network for everything that is a ``Delivery`` (posts, answers).

PostgreSQL is the only memory; the queue only wakes. A worker claims what is due in a short transaction that also
writes the attempt, calls the network outside any transaction, and records what came of it in another. No remote id, no
success.

- ``run(model)`` (every second): looks after claims of dead workers, looks for what is unconfirmed, sends what is due.
- ``answer_captcha``, ``send_again``, ``send_now``, ``do_not_send``, ``it_is_there``: what a person decides.

What follows from the network's answer (``sending``) and from a look (``looking``) is decided there and nowhere else:

======================  ==============================================================================================
published               remote id and address are recorded
rejected                failed, in the network's words
duplicate               the same, unless an answer to an earlier attempt was lost: then it is looked for
credentials             renewed once where the network can; else the channel is broken and the delivery waits: it goes
                        by itself if reconnected within ``DELIVERY_GRACE_MINUTES``, later a person decides
captcha                 asked: a person reads the picture within ten minutes, else failed; not counted
rate limited            the channel's deliveries wait as long as the network says, and a little; not counted
unavailable             again after 5 s, 20 s, 80 s, 320 s, a little earlier or later; after five attempts failed
no answer, worker dead  unconfirmed, looked for at once: found is published; absent is sent again only where that is
                        certain (``Adapter.repeat_after``) and within ``DELIVERY_GRACE_MINUTES``; after a quarter of an
                        hour a person decides
proof of a cancelled    published, marked as out although it was cancelled; whoever decides about it is told
======================  ==============================================================================================

Before any of that, at the moment of claiming: the posts of one channel go in the order of their times (``in_turn``), a
network's budget is not overdrawn (``networks.budgets``), a pause keeps everything in its scope (``tending``), what
Rapport cannot do on a network is asked of a person, and what our own disk does not give waits for it, for as long as
``DELIVERY_GRACE_MINUTES``.
"""

from projects.delivery.decisions import answer_captcha, do_not_send, it_is_there, send_again, send_now
from projects.delivery.engine import run, stop, sweep

__all__ = ["answer_captcha", "do_not_send", "it_is_there", "run", "send_again", "send_now", "stop", "sweep"]
