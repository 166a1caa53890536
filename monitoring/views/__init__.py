from monitoring.views.alerts import alert_close
from monitoring.views.hearing import hearing
from monitoring.views.hooks import hook, meta_hook
from monitoring.views.mentions import mentions
from monitoring.views.sources import source_add, source_switch

__all__ = ["alert_close", "hearing", "hook", "mentions", "meta_hook", "source_add", "source_switch"]
