"""Sign-in buttons of the demo; this module is only routed when demo mode is on."""

from django.urls import path

from agency.views import demo

app_name = "demo"
urlpatterns = [path("sign-in/<slug:who>/", demo.sign_in, name="sign_in")]
