# ruff: noqa: RUF001 - letters that look alike are what this is about
"""Which encoding a file is in: certain, or the person is asked; never garbage taken in silently."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.sheets import ENCODINGS, MAX_BYTES, AmbiguousEncoding, Decoded, decode
from planning.sheets.encodings import sample_of

HEAD = "Company goal,Goal,Tactic,Owners,ETA\n"
LATVIAN = "Augt Rīgā,Būt redzamiem,Uzrakstīt žurnālistiem\n,,Izsūtīt paraugus ietekmētājiem līdz februārim\n"
LITHUANIAN = "Augti,Būti matomiems,Parašyti žurnalistams iki vasario\n,,Išsiųsti pavyzdžius žmonėms\n"
POLISH = "Rozwój społeczności,Być widocznym,Napisać do dziesięciu influencerów\n,,Wysłać paczkę i zdjęcia\n"
CZECH = "Růst,Být vidět,Napsat novinářům příští týden\n,,Natočit naši kancelář\n"
HUNGARIAN = "Növekedés,Előbb láthatóvá válni,Írni az újságíróknak\n,,Videót készíteni időben\n"
RUSSIAN = "Рост,Стать заметнее,Написать первым десяти блогерам\n,,Снять офис на видео\n"
UKRAINIAN = "Зростання,Бути помітними,Написати журналістам і блогерам\n"
GREEK = "Ανάπτυξη,Να γίνουμε γνωστοί,Γράψτε στους δημοσιογράφους\n"
TURKISH = "Büyüme,Görünür olmak,Gazetecilere yazın ve paylaşın\n"
JAPANESE = "成長,認知度を上げる,インフルエンサーに連絡する\n,,Instagramの投稿を作る\n"
CHINESE = "增长,提高品牌知名度,联系一百位网红\n,,每周发布视频\n"
TRADITIONAL = "成長,提高品牌知名度,聯繫一百位網紅\n,,每週發布影片\n"
KOREAN = "성장,브랜드 인지도 높이기,인플루언서에게 연락하기\n"
FRENCH = "Croître,Être connu à Paris,Écrire aux journalistes dès février\n,,Réaliser la vidéo\n"
GERMAN = "Wachsen,Bekannter werden,Für Müller die Größe prüfen\n,,Über Ärzte schreiben\n"
SPANISH = (
    "Crecer en España,Ser más conocidos,Llamar a la prensa mañana\n,,Publicar el vídeo del próximo año\n"
)
SWEDISH = "Växa,Nå fler kunder på Instagram,Gör en film för våra följare\n"
ENGLISH = "Grow,Be seen,“Behind the scenes” reel – don’t wait\n,,It’s about 10 € a day…\n"

CERTAIN = [
    *(
        (text, codec)
        for text in (FRENCH, GERMAN, SPANISH, SWEDISH, ENGLISH)
        for codec in ("cp1252", "mac_roman")
    ),
    *((text, "cp1257") for text in (LATVIAN, LITHUANIAN)),
    *((text, codec) for text in (POLISH, CZECH, HUNGARIAN) for codec in ("cp1250", "cp852")),
    *((RUSSIAN, codec) for codec in ("cp1251", "koi8_r", "cp866", "mac_cyrillic")),
    (UKRAINIAN, "cp1251"),
    (GREEK, "cp1253"),
    (TURKISH, "cp1254"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (CHINESE, "gb18030"),
    (TRADITIONAL, "big5"),
    (KOREAN, "cp949"),
]
SENTENCES = (LATVIAN, LITHUANIAN, POLISH, CZECH, HUNGARIAN, FRENCH, GERMAN, SPANISH, RUSSIAN, GREEK, TURKISH)
WORDS = (
    *(
        "Rīgā",
        "žurnāls",
        "Łódź",
        "Wrocław",
        "Brno – město",
        "Győr",
        "Москва",
        "Рост",
        "Київ",
        "Αθήνα",
        "İzmir",
    ),
    *(
        "東京",
        "投稿",
        "動画を作る",
        "北京",
        "视频",
        "臺北",
        "서울",
        "Café",
        "Première étape",
        "À côté",
        "Müller",
        "España",
    ),
    *("Växjö", "Ærø", "São Paulo", "Città", "It’s", "10 €", "“ok”", "naïve", "½", "Señor Müller & Łódź"),
)
CODECS = (*ENCODINGS, "cp1258", "iso8859_7", "iso8859_15", "cp874", "mac_turkish", "mac_iceland")


@pytest.mark.parametrize(("text", "codec"), CERTAIN)
def test_real_sentences_are_read_as_they_were_saved(text: str, codec: str) -> None:
    decoded = decode(f"{HEAD}{text}".encode(codec))
    assert isinstance(decoded, Decoded)
    assert decoded.text == f"{HEAD}{text}"


@pytest.mark.parametrize("text", [LATVIAN, JAPANESE, ENGLISH, RUSSIAN, "ĀĒĪ", "目标"])
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"", "utf-32-le"),
        (b"", "utf-32-be"),
    ],
)
def test_unicode_is_known_for_certain(text: str, mark: bytes, codec: str) -> None:
    assert decode(mark + f"{HEAD}{text}".encode(codec)) == Decoded(f"{HEAD}{text}", codec)


def test_plain_letters_are_the_same_in_all() -> None:
    assert decode(b"Goal,Tactic\n") == Decoded("Goal,Tactic\n")


@pytest.mark.parametrize("codec", CODECS)
def test_a_word_or_two_are_read_right_or_asked_about(codec: str) -> None:
    """Whatever the code page, also one that we do not know."""
    for words in WORDS:
        require_right_or_asked(f"Goal,Tactic\n{words},Call\n", codec)


@pytest.mark.parametrize("codec", CODECS)
def test_a_sentence_is_never_taken_for_another(codec: str) -> None:
    for text in SENTENCES:
        require_right_or_asked(f"{HEAD}{text}", codec)


def require_right_or_asked(text: str, codec: str) -> None:
    try:
        content = text.encode(codec)
    except UnicodeEncodeError:
        return  # that code page lacks the letters
    decoded = decode(content)
    assert isinstance(decoded, AmbiguousEncoding) or decoded.text == text


def test_who_is_asked_sees_what_each_likely_encoding_makes_of_it() -> None:
    asked = decode("Goal,Tactic\nRīgā,Zvanīt\n".encode("cp1257"))
    assert isinstance(asked, AmbiguousEncoding)
    assert asked.guesses[:2] == (("cp1257", "Rīgā Zvanīt"), ("cp1252", "Rîgâ Zvanît"))


@pytest.mark.parametrize("codec", ENCODINGS)
def test_what_the_person_chose_is_what_it_is_read_in(codec: str) -> None:
    assert decode("Goal,Tactic\n".encode(codec), codec) == Decoded("Goal,Tactic\n", codec)


@pytest.mark.parametrize(
    ("content", "codec"),
    [
        (b"\x81", "cp1252"),
        (b"\xff", "utf-8"),
        (b"\xff", "cp932"),
        (b"a", "utf-16-le"),
        (b"a", "rot13"),
        (b"a", "x"),
    ],
)
def test_a_choice_that_loses_anything_is_refused(content: bytes, codec: str) -> None:
    with pytest.raises(PlanningError) as refused:
        decode(content, codec, "encoding.F1")
    assert (refused.value.code, refused.value.field) == (Code.ENCODING_WRONG, "encoding.F1")


MARKS = {
    "utf-8": BOM_UTF8,
    "utf-16-le": BOM_UTF16_LE,
    "utf-16-be": BOM_UTF16_BE,
    "utf-32-le": BOM_UTF32_LE,
    "utf-32-be": BOM_UTF32_BE,
}
SEVERAL_SPELLINGS = {"cp932", "gb18030", "big5", "cp949", "euc_jp"}
"""Some characters of these have two codes."""


def is_all_of(content: bytes, decoded: Decoded) -> bool:
    """Whether a text, saved again in its encoding, is the file but for the mark at its start."""
    text = decoded.text
    if decoded.encoding in SEVERAL_SPELLINGS:
        return content.decode(decoded.encoding) == text
    again = [
        (text.encode(one, "namereplace"), MARKS.get(one, b""))
        for one in ([decoded.encoding] if decoded.encoding else MARKS)
    ]
    return any(content in (saved, mark + saved) for saved, mark in again)


def saved_in(words: list[str], codec: str, rest: bytes) -> bytes:
    return ",".join(words).encode(codec, "ignore") + rest


@given(
    st.binary(max_size=300)
    | st.builds(
        saved_in, st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(CODECS), st.binary(max_size=3)
    )
)
@settings(max_examples=300)
def test_no_bytes_are_lost_and_none_replaced(content: bytes) -> None:
    """Neither in what is certain, nor in what the person may choose."""
    try:
        found = decode(content)
    except PlanningError:
        return
    if isinstance(found, Decoded):
        assert is_all_of(content, found)
    else:
        for codec, _ in found.guesses:
            chosen = decode(content, codec)
            assert isinstance(chosen, Decoded)
            assert chosen.encoding == codec
            assert is_all_of(content, chosen)


@pytest.mark.parametrize(
    "decoded",
    [
        Decoded("R\ufffdga", "cp1257"),
        Decoded("Rga", "cp1257"),
        Decoded("Rīg", "cp1257"),
        Decoded("īga", "cp1257"),
        Decoded("Rîga", "cp1257"),
        Decoded("Rga"),
    ],
)
def test_that_comparison_sees_what_is_missing(decoded: Decoded) -> None:
    content = "Rīga".encode("cp1257")
    assert is_all_of(content, Decoded("Rīga", "cp1257"))
    assert not is_all_of(content, decoded)


def test_a_whole_file_is_decoded_though_only_its_first_lines_are_judged() -> None:
    text = HEAD + "Augt Rīgā,Būt redzamiem,Uzrakstīt žurnālistiem\n" * 5000
    decoded = decode(text.encode("cp1257"))
    assert isinstance(decoded, Decoded)
    assert decoded.text == text


def test_letters_that_first_show_beyond_the_sample_make_it_uncertain() -> None:
    """The first lines are the same in cp1252 and cp1254; the last one is not."""
    text = HEAD + "Müller,Größe,Für Ärzte\n" * 500 + "Ağaç,Iş,Şu\n"
    decoded = decode(text.encode("cp1254"))
    assert isinstance(decoded, AmbiguousEncoding) or decoded.text == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a" * (MAX_BYTES + 1), Code.SHEET_TOO_LARGE),
        (b"PK\x03\x04", Code.SHEET_NOT_TEXT),
        (b"PK\x05\x06" + bytes(18), Code.SHEET_NOT_TEXT),
        (b"\xef\xbb\xbfPK\x03\x04", Code.SHEET_NOT_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code.SHEET_NOT_TEXT),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Code.SHEET_NOT_TEXT),
        (b"{\\rtf1 Goal}", Code.SHEET_NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Code.SHEET_NOT_TEXT),
        (b"\x1f\x8b\x08\x00\xe9\xff", Code.SHEET_NOT_TEXT),
    ],
)
def test_too_much_and_what_is_no_text_is_refused(content: bytes, code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        decode(content)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_sample_is_a_few_words_that_would_look_wrong() -> None:
    assert sample_of('Goal;Rīgā;Call Rīgā,"žurnāls" ē ī ā š ž') == "Rīgā žurnāls ē ī ā"
