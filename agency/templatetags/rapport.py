"""Tags and filters every page uses."""

from django import template

register = template.Library()
