"""What the contract suite needs of each network: a running one, a page of it as our channel, and a look behind it.

A rig is one module of this folder and one line in ``tests/networks/test_contract.py``.
"""
