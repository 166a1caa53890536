import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.exchange import files, xlsx_files
from content.exchange.bad_file import BadFile
from content.exchange.cells import defused, fused
from tests.factories.exchange import table, workbook

HEAD = "Заголовок;Текст;День"
WORDS = "Перша ложка;Три ознаки, що їжак готовий;01.12.2026"


def read(file):
    return [line.cells for line in files.rows_of(file, files.look(file))[1]]


def sent(body, name="plan.csv"):
    return SimpleUploadedFile(name, body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_u"])
def test_letters_are_read_whatever_they_were_written_in(encoding):
    body = "\r\n".join([HEAD, *[WORDS] * 5]).encode(encoding)
    assert read(sent(body))[1] == WORDS.split(";")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign):
    body = f'Title{sign}Text\nFirst{sign}"One{sign} two\nand a ""third"""\n\nSecond{sign}x'
    assert read(sent(body.encode()))[1:] == [["First", f'One{sign} two\nand a "third"'], ["Second", "x"]]


@pytest.mark.parametrize("head", ["Title;Text", "Mood;Joy"])
def test_commas_in_the_text_do_not_pass_for_columns(head):
    lines = [head, *[f"First {n};one, two, three, four, five" for n in range(9)]]
    assert read(sent("\n".join(lines).encode()))[1] == ["First 0", "one, two, three, four, five"]


def test_excel_may_name_the_delimiter_and_rows_keep_their_numbers():
    lines = files.rows_of(sent(b"sep=;\nTitle;Text\n\n;\nFirst;x"), "csv")[1]
    assert [line.number for line in lines] == [1, 4]


def test_a_workbook_gives_values():
    file = workbook(
        ["Title", "Day", "Time", "Sum"],
        ["First", dt.date(2026, 12, 1), dt.time(9, 30), "=1+1"],
        [None, None],
        ["Second", dt.datetime(2026, 12, 2, 18, 0), 0.375, 12.0],
    )
    rows = read(file)
    assert rows[1] == ["First", "2026-12-01", "09:30:00"]
    assert rows[2] == ["Second", "2026-12-02 18:00:00", 0.375, 12]


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        (b"", "plan.csv", "empty"),
        (b"%PDF-1.7", "plan.csv", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "plan.xlsx", "This is a picture"),
        (b"Title,Text", "plan.xlsx", "ends in .xlsx, but inside is plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "plan.xls", "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", "password"),
        (b"PK\x03\x04 and nothing more", "plan.xlsx", "not a workbook"),
        (b"Title\x00\x01\x02\xff\xfe" * 9, "plan.csv", "not a table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(body, name, sentence):
    with pytest.raises(BadFile, match=sentence):
        files.look(sent(body, name))


def test_a_workbook_with_the_name_of_a_text_is_refused():
    file = workbook(["Title"], ["First"], name="plan.csv")
    with pytest.raises(BadFile, match="inside is a workbook"):
        files.look(file)


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return sent(out.getvalue(), "plan.xlsx")


def test_a_zip_of_something_else_is_refused():
    with pytest.raises(BadFile, match="not a workbook"):
        files.look(packed(word__document_xml="<a/>"))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(xlsx_files, "MOST_UNPACKED", 1_000_000)
    bomb = packed(xl__workbook_xml="<a/>", xl__worksheets__sheet1_xml=" " * 2_000_000)
    assert bomb.size < 10_000
    with pytest.raises(BadFile, match="far larger"):
        files.look(bomb)


def test_entities_are_not_expanded():
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    good = workbook(["Title"], ["First"])
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = evil.encode() + parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(BadFile, match="not a workbook"):
        read(packed(**parts))


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 20)
    with pytest.raises(BadFile, match="more than 20 rows"):
        read(table(*["First;x"] * 40))
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(BadFile, match="larger than"):
        files.look(table("First;x"))


def test_a_quotation_mark_that_is_missing_is_told(monkeypatch):
    monkeypatch.setattr("content.exchange.csv_files.LONGEST", 50)
    with pytest.raises(BadFile, match="quotation mark"):
        read(table('"First;x', *["Second;y"] * 20))


@pytest.mark.parametrize("text", ["=1+1", "+380 44", "-5", "@home", "'=x", "''-", "plain", "'plain", ""])
def test_no_cell_runs_and_every_cell_comes_back(text):
    assert defused(text)[:1] not in ("=", "+", "-", "@")
    assert fused(defused(text)) == text


def test_hidden_sheets_are_passed_over():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Plan").append(["Title"])
    out = io.BytesIO()
    book.save(out)
    about, lines = files.rows_of(out, "xlsx")
    assert (about["sheet"], [line.cells for line in lines]) == ("Plan", [["Title"]])
