"""Tags and filters every page uses; a builtin, so no page loads it. ``docs/components.md`` lists them."""

from django import template

from agency.templatetags import atoms, calendar, controls, measures, words

register = template.Library()

for _tag in (
    *(atoms.icon, atoms.logo, atoms.pill, atoms.tag, atoms.count, atoms.dot, atoms.net, atoms.nets, atoms.tile),
    *(atoms.avatar, atoms.who, atoms.slot_empty, atoms.team),
    *(calendar.cal_post, calendar.cal_slot),
    *(controls.control, controls.options),
    *(measures.meter, measures.mix, measures.week7, measures.stackbar, measures.rate, measures.workload),
    *(measures.ladder_mini, measures.ladder, measures.spark, measures.trend),
):
    register.simple_tag(_tag)

for _filter in (
    *(words.thin, words.percent, words.money, words.words, words.counted),
    *(words.span, words.moment, words.past, words.day, words.ago, atoms.deadline),
):
    register.filter(_filter)
