"""What ``playground_seed`` reads, checked before anything is written."""

from rest_framework import serializers

from playground.services.polls import OPTION_LIMIT, QUESTION_LIMIT
from playground.texts import COMMENT_LIMIT, KEY_LIMIT, POST_LIMIT, URL_LIMIT


class ReplySeed(serializers.Serializer):
    key = serializers.CharField(max_length=KEY_LIMIT)
    author = serializers.CharField(max_length=60, required=False, allow_null=True, default=None)
    text = serializers.CharField(max_length=COMMENT_LIMIT)
    created_at = serializers.DateTimeField()
    hidden = serializers.BooleanField(default=False)


class CommentSeed(ReplySeed):
    replies = ReplySeed(many=True, default=list)


class OptionSeed(serializers.Serializer):
    text = serializers.CharField(max_length=OPTION_LIMIT)
    votes = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class PollSeed(serializers.Serializer):
    question = serializers.CharField(max_length=QUESTION_LIMIT)
    options = OptionSeed(many=True)


class PostSeed(serializers.Serializer):
    key = serializers.CharField(max_length=KEY_LIMIT)
    text = serializers.CharField(max_length=POST_LIMIT)
    link = serializers.URLField(max_length=URL_LIMIT, default="")
    media_urls = serializers.ListField(child=serializers.URLField(max_length=URL_LIMIT), default=list)
    created_at = serializers.DateTimeField()
    hidden = serializers.BooleanField(default=False)
    likes = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    shares = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    views = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    comments = CommentSeed(many=True, default=list)
    poll = PollSeed(required=False)


class PageSeed(serializers.Serializer):
    handle = serializers.SlugField(max_length=50)
    name = serializers.CharField(max_length=100)
    about = serializers.CharField(max_length=500, default="", allow_blank=True)
    token = serializers.CharField(min_length=20, max_length=200, required=False)
    token_expires_at = serializers.DateTimeField(allow_null=True, required=False)
    followers = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    followed_by = serializers.ListField(child=serializers.CharField(max_length=60), default=list)
    posts = PostSeed(many=True, default=list)


class NetworkSeed(serializers.Serializer):
    pages = PageSeed(many=True)
