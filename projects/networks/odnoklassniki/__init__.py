"""Groups on Odnoklassniki: https://apiok.ru/dev/methods. ``adapter`` translates, ``line`` signs, calls and understands.

There is no published schema. Methods, parameters, signature and errors are those of the documentation and of public
clients; counts that a topic does not carry are unknown, never nought.
"""

from projects.networks.odnoklassniki.adapter import OdnoklassnikiAdapter as OdnoklassnikiAdapter
