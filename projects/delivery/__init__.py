"""Sending, exactly once: the one way to a network for everything that is a ``Delivery`` (posts, answers).

PostgreSQL is the only memory; the queue only wakes. A worker claims what is due in a short transaction that also
writes the attempt, calls the network outside any transaction, and records what came of it in another. No remote id, no
success.

- ``run(model)`` (every second): looks after claims of dead workers, looks for what is unconfirmed, sends what is due.
- ``send_again``, ``send_now``, ``do_not_send``, ``it_is_there``: what a person decides.

What follows from the network's answer (``sending``) and from a look (``looking``) is decided there and nowhere else:

======================  ==============================================================================================
published               remote id and address are recorded
rejected                failed, in the network's words
credentials             the channel is broken; the delivery waits and goes by itself if it is reconnected within
                        ``DELIVERY_GRACE_MINUTES``, later a person decides
rate limited            the channel's deliveries wait as long as the network says; not counted as an attempt
unavailable             again after 5 s, 20 s, 80 s, 320 s, a little earlier or later; after five attempts failed
no answer, worker dead  unconfirmed, looked for at once: found is published; absent is sent again only where that is
                        certain (``Adapter.repeat_after``); after a quarter of an hour a person decides
======================  ==============================================================================================
"""

from projects.delivery.decisions import do_not_send, it_is_there, send_again, send_now
from projects.delivery.engine import run, sweep

__all__ = ["do_not_send", "it_is_there", "run", "send_again", "send_now", "sweep"]
