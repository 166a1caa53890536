"""What helps to write: company, earlier drafts, hashtags, templates, tags on links."""

import pytest

from content.models import HashtagGroup, LinkTagging, Post, PostTemplate
from content.services import drafts
from tests.content.views.test_composer import fresh, save
from tests.factories.content import HashtagGroupFactory, PostTemplateFactory, draft
from tests.factories.projects import ChannelFactory

HTMX = {"HX-Request": "true"}
BASE = "Three signs that the baby is ready. What did yours try first?"


def test_autosave_merges_what_another_wrote_and_says_so(people, signed_in):
    post = draft(people, text=BASE)
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": BASE.replace("Three", "Four")})
    answer = save(signed_in(people.copywriter), post, text=BASE.replace("try", "taste"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert fresh(post).text == "Four signs that the baby is ready. What did yours taste first?"
    assert f"Merged with what {people.manager.first_name} wrote" in page
    assert "[&quot;ins&quot;, &quot;Four&quot;]" in page


def test_the_composer_shows_who_else_has_it_open(people, signed_in):
    post = draft(people)
    signed_in(people.manager).get(f"/posts/{post.pk}/")
    browser = signed_in(people.copywriter)
    said = f"{people.manager.first_name} writes here too"
    assert said in browser.get(f"/posts/{post.pk}/").content.decode()
    assert said in browser.post(f"/posts/{post.pk}/presence/", {"editor": "b"}).content.decode()


def test_a_page_that_is_left_is_not_shown_any_more(people, signed_in):
    post = draft(people)
    manager = signed_in(people.manager)
    manager.post(f"/posts/{post.pk}/presence/", {"editor": "a"})
    assert manager.post(f"/posts/{post.pk}/presence/", {"editor": "a", "leave": "1"}).status_code == 204
    page = signed_in(people.copywriter).post(f"/posts/{post.pk}/presence/", {"editor": "b"}).content.decode()
    assert "writes here too" not in page


def test_an_earlier_draft_is_shown_word_by_word_and_brought_back(people, signed_in):
    post, browser = draft(people, text="Three signs"), signed_in(people.copywriter)
    save(browser, post, text="Four signs")
    row = post.revisions.last()
    assert people.copywriter.name in browser.get(f"/posts/{post.pk}/earlier/", headers=HTMX).content.decode()
    one = browser.get(f"/posts/{post.pk}/earlier/{row.pk}/", headers=HTMX).content.decode()
    assert "<del>Three</del><ins>Four</ins> signs" in one
    browser.post(f"/posts/{post.pk}/earlier/{row.pk}/bring-back/")
    assert fresh(post).text == "Three signs"


def test_the_tagged_link_is_shown_edited_and_switched_off(people, signed_in):
    post = draft(people, title="First spoon", channel=ChannelFactory(project=people.project, network="vk"))
    browser, said = signed_in(people.copywriter), {"link": "https://club.example", "tags_link": "on"}
    page = save(browser, post, **said, utm_campaign="spring").content.decode()
    assert "Tagged for you: <code>utm_source=vk&amp;utm_medium=social&amp;utm_campaign=spring</code>" in page
    page = save(browser, fresh(post), link="https://club.example", utm_campaign="").content.decode()
    assert "Goes out as it is written." in page
    assert (fresh(post).tags_link, post.targets.get().link) == (False, "")


def test_a_form_that_does_not_show_the_tags_leaves_them(people, signed_in):
    post = draft(people, utm_campaign="spring")
    save(signed_in(people.copywriter), post, text="New words")
    assert (fresh(post).tags_link, fresh(post).utm_campaign) == (True, "spring")


def test_how_links_are_tagged_is_set_for_a_project(people, signed_in):
    ChannelFactory(project=people.project, network="vk")
    browser, path = signed_in(people.manager), f"/projects/{people.project.slug}/link-tags/"
    said = {"is_on": "on", "source-vk": "vkontakte", "medium": "social", "campaign": "{campaign}", "content": "{title}"}
    assert browser.post(path, said).status_code == 302
    kept = LinkTagging.objects.get()
    assert (kept.sources, kept.content) == ({"vk": "vkontakte"}, "{title}")
    answer = browser.post(path, said | {"campaign": "{week}"})
    assert (answer.status_code, "Nothing fills {week}" in answer.content.decode()) == (422, True)


def test_a_group_of_hashtags_is_kept_and_offered(people, signed_in):
    browser, path = signed_in(people.copywriter), f"/projects/{people.project.slug}/hashtags/"
    browser.post(path, {"name": "Weaning", "tags": "прикорм, #малюк\n#Прикорм #tea#time"})
    group = HashtagGroup.objects.get()
    assert group.tags == "#прикорм #малюк #tea #time"
    page = browser.get(f"/posts/{draft(people).pk}/").content.decode()
    assert f'data-put="{group.tags}"' in page
    browser.post(group.get_absolute_url(), {"name": "First food", "tags": "#їжа"})
    group.refresh_from_db()
    assert (group.name, group.tags) == ("First food", "#їжа")
    browser.post(f"/hashtags/{group.pk}/remove/")
    assert not HashtagGroup.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": "Tea", "tags": "#tea-time"}, "is no hashtag"),
        ({"name": "Tea", "tags": "###"}, "at least one hashtag"),
        ({"name": "Tea", "tags": " ".join(f"#t{n}" for n in range(61))}, "more than anybody reads"),
        ({"name": "Taken", "tags": "#tea"}, "of this name already"),
    ],
)
def test_what_is_no_group_is_refused_beside_the_field(people, signed_in, said, sentence):
    HashtagGroupFactory(project=people.project, name="Taken")
    answer = signed_in(people.copywriter).post(f"/projects/{people.project.slug}/hashtags/", said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_draft_starts_from_a_template(people, signed_in):
    template = PostTemplateFactory(project=people.project, format="question", text="{brand} asks: {question}")
    channel = ChannelFactory(project=people.project)
    answer = signed_in(people.copywriter).post(f"/templates/{template.pk}/start/")
    post = Post.objects.get()
    assert answer["Location"] == post.get_absolute_url()
    assert (post.text, post.format) == (f"{people.project.client.name} asks: {{question}}", "question")
    assert [target.channel for target in post.targets.all()] == [channel]
    assert "Still to be filled: {question}" in signed_in(people.copywriter).get(answer["Location"]).content.decode()


def test_a_draft_is_kept_as_a_template_and_changed(people, signed_in):
    post, browser = draft(people), signed_in(people.copywriter)
    for _ in range(2):
        answer = browser.post(f"/posts/{post.pk}/as-template/")
    second, first = PostTemplate.objects.order_by("-id")
    assert (first.title, second.title, first.text) == (post.title, f"{post.title} 2", post.text)
    assert answer["Location"] == second.get_absolute_url()
    said = {"title": post.title, "format": "post", "value_kind": "", "text": "Other"}
    answer = browser.post(second.get_absolute_url(), said)
    assert "of this title already" in answer.content.decode()
    browser.post(second.get_absolute_url(), said | {"title": "Other"})
    second.refresh_from_db()
    assert (second.title, second.text, second.value_kind) == ("Other", "Other", "")


def test_what_writers_keep_costs_the_same_for_one_and_three(people, signed_in, queries):
    browser, slug = signed_in(people.copywriter), people.project.slug
    for path in ("hashtags", "templates"):
        counts = []
        for number in (1, 2):
            HashtagGroupFactory.create_batch(number, project=people.project)
            PostTemplateFactory.create_batch(number, project=people.project)
            counts.append(queries(lambda path=path: browser.get(f"/projects/{slug}/{path}/")))
        assert counts[0] == counts[1]
