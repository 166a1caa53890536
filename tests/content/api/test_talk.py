from rest_framework.test import APIClient

from content.models import ClientComment, Post, Remark
from content.services import comments, remarks, reviews
from content.services.approvals import Voice
from tests.factories.content import submitted, with_client

API = "/api/v1"


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def test_a_remark_is_written_answered_changed_settled_and_deleted(people):
    version = submitted(people, text="Three signs that the baby is ready")
    browser = api(people.manager)
    typed = {"post": version.post_id, "text": f"@{people.copywriter} which?", "quote": "signs"}
    row = browser.post(f"{API}/remarks/", typed).json()
    assert (row["start"], row["end"], row["mentioned"]) == (6, 11, [people.copywriter.pk])
    place = f"{API}/remarks/{row['id']}/"
    reply = browser.post(f"{API}/remarks/", {"post": version.post_id, "text": "So?", "parent": row["id"]}).json()
    assert reply["parent"] == row["id"]
    assert browser.patch(place, {"text": "Which?"}).json()["text"] == "Which?"
    assert browser.post(f"{place}resolve/").json()["resolved_by"] == people.manager.pk
    assert browser.delete(place).status_code == 204
    assert not Remark.objects.threads().exists()


def test_what_a_remark_cannot_be_is_said_by_field(people):
    version = submitted(people)
    answer = api(people.manager).post(f"{API}/remarks/", {"post": version.post_id, "text": "Hm", "quote": "zebra"})
    assert answer.status_code == 422
    assert "not in the base text" in str(answer.json())


def test_nobody_of_the_clients_sees_a_remark(people):
    remark = remarks.write(post=with_client(people).post, text="Inside", by=people.manager)
    assert api(people.approver).get(f"{API}/remarks/").json()["results"] == []
    assert api(people.approver).get(f"{API}/remarks/{remark.pk}/").status_code == 404


def test_both_sides_talk_and_a_draft_again_is_silent(people):
    post = with_client(people).post
    assert (
        api(people.approver).post(f"{API}/client-comments/", {"post": post.pk, "text": "Is it so?"}).status_code == 201
    )
    api(people.manager).post(f"{API}/client-comments/", {"post": post.pk, "text": "It is"})
    rows = api(people.approver).get(f"{API}/client-comments/?post={post.pk}").json()["results"]
    assert {(row["side"], row["text"]) for row in rows} == {("client", "Is it so?"), ("agency", "It is")}
    Post.objects.filter(pk=post.pk).update(status="draft")
    assert api(people.approver).get(f"{API}/client-comments/").json()["results"] == []
    assert ClientComment.objects.count() == 2


def test_what_waits_is_counted_by_kind(people):
    version = submitted(people)
    back = submitted(people)
    reviews.send_back(version=back, value="none", comment="No", by=people.manager)
    kinds = {row["name"]: row for row in api(people.manager).get(f"{API}/waiting/").json()}
    assert [row["post"] for row in kinds["review"]["rows"]] == [version.post_id]
    mine = {row["name"]: row["count"] for row in api(people.copywriter).get(f"{API}/waiting/").json()}
    assert mine == {"review": 0, "client": 0, "returned": 1, "remarks": 0}
    comments.say(post=with_client(people).post, voice=Voice(user=people.approver), text="Hm")
    assert {row["count"] for row in api(people.approver).get(f"{API}/waiting/").json()} == {0}


def test_what_works_says_its_formula_in_numbers(people):
    said = api(people.manager).get(f"{API}/projects/{people.project.slug}/what-works/").json()
    assert (said["n"], said["emotional"], said["emotional_target"]) == (0, None, people.project.emotional_target)
    assert [table["name"] for table in said["tables"]] == ["value", "format", "weekday", "hour"]
