"""VKontakte communities: https://dev.vk.com/method, the schema of version 5.199.

Posts, polls, pictures and films need the token of a person who runs the community; a community's own token may answer
comments and nothing else. ``adapter`` translates, ``line`` calls, ``refusals`` says what an error means.
"""

from projects.networks.vk.adapter import VKAdapter as VKAdapter
