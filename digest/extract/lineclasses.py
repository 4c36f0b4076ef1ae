"""Names for lines that are no article: what a line is by its own words, for barring it and for the receipt."""

from __future__ import annotations

import re

from digest.extract.linefeatures import Line
from digest.text import fold_line

_LONGEST = 160
_LONGEST_LABEL = 40
_DIGIT = re.compile(r"\d")
# Beyond Latin a street is told without its number.
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2e80-\uffdc]")

# --- addresses -------------------------------------------------------------------------------------------

_ADDRESS_LABEL = re.compile(
    r"(?:(?:our|physical|mailing|postal|street|business|office|visiting|registered|company|email|"
    r"e-mail) )?address(?:es)?|"
    r"phone|telephone|tel|fax|e-?mail|telefon|téléphone|teléfono|courriel|телефон|τηλέφωνο|هاتف|الهاتف|טלפון|"
    r"电话|電話|전화|"
    r"(?:head|main|our|editorial|registered) offices?|headquarters|where to find us|find us|visit us|write to us|"
    r"(?:unsere |post|haus|liefer)?anschrift|(?:postalische |unsere )?adresse|redaktionsanschrift|firmensitz|"
    r"(?:notre )?adresse(?: postale)?|siège(?: social)?|(?:nuestra )?dirección(?: postal| física)?|"
    r"domicilio(?: social)?|sede(?: legale)?|"
    r"endereço(?: postal)?|morada|indirizzo(?: postale)?|(?:bezoek|post)?adres|(?:post|besöks|besøks)?adress?e?|"
    r"osoite|siedziba|adresa|cím(?:ünk)?|adresimiz|adres|alamat|"
    r"(?:наш |почтовый |юридический |фактический )?адрес(?: редакции)?|(?:наша )?адреса(?: редакції)?|"
    r"(?:ταχυδρομική )?διεύθυνση|έδρα|(?:ال)?عنوان(?:نا)?(?: البريدي)?|مقرنا|(?:ה)?כתובת(?:נו| שלנו|"
    r" למשלוח דואר| המערכת)?|"
    r"(?:通[讯訊]|公司|联系|聯絡|办公|辦公|编辑部|本社)?地址|(?:本社)?所在地|住所|(?:회사 ?)?주소|ที่อยู่|địa chỉ|पता"
)
_LABELLED = re.compile(r"(?P<label>[^:：]{2,40})[:：] ?\S")
_POSTCODE = re.compile(
    r"\b[A-Z]{2},? \d{5}(?:-\d{4})?$|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|"  # US, CA, UK
    r"^(?:[A-Z]{1,2}[- ])?(?!1[89]\d\d |20\d\d )\d{4,5},? "
    r"[^\W\d_a-z][^\W\d_]{2,}(?:[ -][^\W\d_]+){0,3}(?:,? [^\W\d_]+)?$|"  # 10117 Berlin; 1969 is a year
    r"^(?:[A-Z]{1,2}[- ])?\d{3} \d{2} [^\W\d_]{3,}|\b\d{4} ?[A-Z]{2} [A-Z]\w+$|"  # SE, GR, NL
    r"^\d{2}-\d{3} [^\W\d_]{3,}|"  # PL
    r"\b\d{5}-\d{3}\b|〒 ?\d{3}-?\d{4}|[邮郵][编編政][^\d]{0,6}\d{5,6}|^\d{6},? ?[^\W\d_]|[^\W\d_][ ,-]+\d{5,7}$"
)
_STREET_FIRST = re.compile(
    r"^(?:[^\d]{0,30}, ?)?\d{1,5}[A-Za-z]?(?:[-/]\d+)?,? (?:[\w'’.]+ ){0,4}(?:street|st|avenue|ave|road|rd|"
    r"boulevard|blvd|lane|ln|drive|dr|"
    r"way|square|sq|place|pl|court|ct|highway|hwy|parkway|pkwy|terrace|row|broadway)\b\.?|"
    r"^(?:calle|c/|avenida|av\.|avda\.?|plaza|paseo|rúa|rua|travessa|praça|via|viale|piazza|corso|largo|carrera|"
    r"strada|bulevardul) .{2,40}\d",
    re.IGNORECASE,
)
_STREET_WITHIN = re.compile(
    r"\w(?:straße|strasse|str\.|gasse|platz|allee|weg|damm|ufer|ring|straat|laan|plein|gracht|gatan|vägen|gata|"
    r"gade|vej|katu|utca) ?\d|"
    r"\b(?:straße|strasse|platz|allee|straat|ulica|ulice|ul\.|utca|bulvarı|caddesi|cad\.|sokak|sok\.|jalan|"
    r"jl\.) ?[\w .:/-]{1,30}\d|"
    r"\d{1,4},? ?(?:bis |ter )?(?:rue|avenue|av\.|boulevard|bd|place|quai|chemin|impasse|allée|route|cours)\b|"
    r"\bP\.? ?O\.? ?Box \d|\bPostfach \d|\b(?:BP|CP|B\.P\.) \d|\bApartado \d",
    re.IGNORECASE,
)
_STREET_BEYOND_LATIN = re.compile(
    r"(?:^|[\s,])(?:ул\.|улица|пр-т|просп\.|проспект|пер\.|переулок|площадь|наб\.|набережная|вул\.|вулиця|бул\.|"
    r"шоссе) ?\w|"
    r"(?:^|[\s,])(?:οδός|λεωφόρος|λεωφ\.|πλατεία) |^[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώ]+ \d{1,3}(?:,|$)|"
    r"(?:^|[\s،,])(?:شارع|طريق|ميدان|حي) .{2,40}|(?:^|[\s،,])ص\.? ?ب|(?:^|[\s,])(?:רחוב|רח['׳]|שדרות|שד['׳]|"
    r"ת\.? ?ד\.?) .{2,30}|"
    r"[省市区區県府都州町村].{0,16}[路街道巷町目].{0,10}\d.{0,8}[号號番层層室楼樓階]?|"
    r"[都道府県].{1,12}[市区町村].{0,16}\d|"
    r"[가-힣](?:시|군|구) .{0,20}[가-힣](?:로|길|동) ?\d|"
    r"а/я \d",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"^(?:(?:tel(?:ephone|efon|éfono|éphone)?|phone|mobile|fax|call(?: us)?|hotline|whatsapp|тел(?:ефон)?|факс|"
    r"τηλ(?:έφωνο)?|φαξ|هاتف|فاكس|"
    r"טל(?:פון)?|פקס|电话|電話|传真|전화)\W{0,4})?[+(]?\d[\d ().\-/]{6,24}$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"^(?:[^\s@:：]{1,20}[:：]? ?){0,3}[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+$")

_HOURS = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.h]\d{2})? ?(?:[ap]\.?m\.?|uhr|h)? ?(?:[–—-]|to|bis|à|a) ?"
    r"\d{1,2}(?:[:.h]\d{2})? ?(?:[ap]\.?m\.?|uhr|h)?$",
    re.IGNORECASE,
)
_HOURS_LABEL = re.compile(
    r"(?:opening |business |office )?hours|öffnungszeiten|horaires?|horario|orari|openingstijden|часы работы|"
    r"营业时间|営業時間"
)

# --- captions --------------------------------------------------------------------------------------------

_CREDIT_WORD = (
    r"(?:(?:file|stock|archive|symbol|archiv|agentur)[ -]?)?(?:photo(?:graph)?s?|images?|pictures?|pics?|"
    r"illustration|credits?|foto|bild|grafik|"
    r"crédits?|imagen|imagem|immagine|beeld|kuva|zdjęcie|фото|иллюстрация|снимок|φωτογραφία|صورة|الصورة|צילום|图|圖|图片|圖片|写真|사진)"
)
_CAPTION_END = re.compile(rf"[(\[（【]\s?{_CREDIT_WORD}\b[^()（）\[\]]{{0,80}}[)\]）】]\W*$", re.IGNORECASE)
_CAPTION_START = re.compile(
    rf"[(\[（【]?(?:{_CREDIT_WORD}(?: (?:credits?|by|caption|source|copyright|courtesy|d’illustration))? ?[:：©/]|"
    r"(?:photo|image|picture|illustration|foto) (?:by|credit|courtesy|copyright|caption) )",
    re.IGNORECASE,
)

# --- language switchers ----------------------------------------------------------------------------------

_LOCALE = re.compile(r"(?<![A-Za-z])[a-z]{2,3}_(?:[A-Z][a-z]{3}_)?[A-Z]{2}(?=$|[^a-z])")
_LOCALE_CODE = re.compile(r"[a-z]{2}_[A-Z]")
_LANGUAGE_TOKEN = re.compile(r"[^\W_]+(?:['’ʻ][^\W_]+)*")
_LANGUAGES = frozenset(
    """english deutsch français francais español espanol castellano português portugues italiano nederlands dansk
    svenska norsk bokmål nynorsk suomi íslenska polski čeština český slovenčina slovenščina hrvatski srpski bosanski
    magyar română romana moldovenească shqip türkçe turkce eesti latviešu lietuvių català galego euskara gaeilge
    cymraeg malti bahasa indonesia melayu filipino tagalog kiswahili afrikaans hausa soomaali tiếng việt
    azərbaycanca azərbaycan oʻzbekcha o'zbek kurdî esperanto latina русский українська беларуская български
    македонски српски қазақша қазақ кыргызча тоҷикӣ монгол татарча ελληνικά ελληνικα հայերեն ქართული العربية عربي
    فارسی اردو پښتو کوردی ئۇيغۇرچە עברית ייִדיש हिन्दी हिंदी বাংলা தமிழ் తెలుగు मराठी ગુજરાતી ਪੰਜਾਬੀ ಕನ್ನಡ മലയാളം සිංහල
    नेपाली ไทย ລາວ ខ្មែរ မြန်မာ 中文 简体中文 繁體中文 繁体中文 简体 繁體 简 繁 日本語 한국어 한국 བོད་ཡིག german french
    spanish portuguese italian russian arabic chinese japanese korean turkish dutch hebrew greek ukrainian hindi
    persian""".split()
)
_CODES = frozenset(
    """en de fr es pt it nl da sv no nb nn fi is pl cs sk sl hr sr bs hu ro sq tr et lv lt ca gl eu ga cy mt id ms vi
    az uz ku ru uk be bg mk kk ky tg mn el hy ka ar fa ur ps he iw hi bn ta te mr gu th lo km zh ja ko ua gr cz dk
    se cn jp br us gb eng deu ger fra fre spa rus ara chi jpn""".split()
)
_LANGUAGE_WORDS = frozenset(
    """language languages select choose your change sprache sprachen wählen langue langues choisir idioma idiomas
    seleccionar lingua taal język язык языки мова γλώσσα اللغة לغة שפה 语言 語言 言語 언어 translate translation
    google""".split()
)

_SWITCHER_TOKENS = _LANGUAGES | _CODES | _LANGUAGE_WORDS

_READER = re.compile(
    r"\b(?:you|your|sie|ihre[rnm]?|du|dein|vous|votre|vos|usted|su|tu|você|seu|sua|u|uw|je|dig|din|вы|вас|"
    r"ваш\w*|σας|twoj\w*|"
    r"lei|suo|sua|siz|anda)\b|[您你]|あなた|お客様",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"right|\brecht|droits|derechos|direitos|diritti|riproduzione|rettighe|rättighe|прав|δικαι|حقوق|זכויות|版权|"
    r"版權|著作権|転載|저작|전재|"
    r"hak|©|ⓒ",
    re.IGNORECASE,
)

_KIND_RULES = (
    ("cookies", "cookie-notice"),
    ("legal", "legal"),
    ("share", "share"),
    ("subscribe", "newsletter"),
    ("comments", "comments"),
    ("advertising", "advertisement"),
    ("related", "related"),
    ("credit", "caption"),
    ("form", "form"),
    ("menu", "menu"),
)
# Their features: the share of a short line, its beginning, and what a long line counts.
_KIND_FEATURES = tuple((kind, f"begins {kind}", f"{kind}, long", rule) for kind, rule in _KIND_RULES)


def is_switcher(line: str) -> bool:
    """Whether a line switches languages: locale codes ("de_DEDeutsch"), or nothing but names and codes of languages."""
    if len(line) > 400:
        return False
    if "_" in line and _LOCALE.match(line):
        return len(line) <= 36 * len(_LOCALE_CODE.findall(line))
    opening = _LANGUAGE_TOKEN.search(line)
    if not opening:
        return False
    if len(line) <= 40 and _is_glued(opening.group()):
        return True
    if opening.group().casefold() not in _SWITCHER_TOKENS:
        return False
    tokens = [token.casefold() for token in _LANGUAGE_TOKEN.findall(line)]
    names = sum(token in _LANGUAGES for token in tokens)
    codes = sum(token in _CODES for token in tokens)
    words = sum(token in _LANGUAGE_WORDS for token in tokens)
    if names + codes + words < len(tokens):
        return False
    # A lone "English" may be a heading, a lone "is" or "no" a word; a sentence of such words would have an end.
    return names >= 2 or (names >= 1 and names + codes + words >= 2) or (codes >= 2 and line.upper() == line)


def _is_glued(word: str) -> bool:
    """Whether a word is a language's code with its name stuck to it: "frFrançais"."""
    two, three = word[:2].lower() in _CODES, word[:3].lower() in _CODES
    return (two and word[2:].casefold() in _LANGUAGES) or (three and word[3:].casefold() in _LANGUAGES)


def is_language_name(line: str) -> bool:
    """Whether a line is one language's name and nothing else."""
    return len(line) <= 24 and line.casefold() in _LANGUAGES


def is_address_line(line: Line) -> bool:
    """Whether a line is part of a postal address, its label, or a way to reach somebody."""
    text = line.text
    if len(text) > _LONGEST or line.prose:
        return False
    if len(line.folded) <= _LONGEST_LABEL and _ADDRESS_LABEL.fullmatch(line.folded):
        return True
    numbered = bool(_DIGIT.search(text))
    telling = numbered or (not text.isascii() and bool(_OTHER_SCRIPT.search(text)))
    if not telling and "@" not in text and ":" not in text:
        return False
    if (
        (":" in text or "：" in text)
        and (labelled := _LABELLED.match(text))
        and _ADDRESS_LABEL.fullmatch(fold_line(labelled.group("label")))
    ):
        return True
    if (numbered and _PHONE.match(text)) or ("@" in text and _MAIL.match(text)):
        return True
    if line.ended and not text.endswith("."):
        return False
    if line.width > 110 or not telling:
        return False
    return (numbered and bool(_POSTCODE.search(text))) or (len(text.split()) <= 14 and _has_street(text))


def _has_street(text: str) -> bool:
    # All but those beyond Latin have a number.
    if _DIGIT.search(text) and (_STREET_FIRST.match(text) or _STREET_WITHIN.search(text)):
        return True
    return not text.isascii() and bool(_STREET_BEYOND_LATIN.search(text))


def is_caption(line: Line) -> bool:
    """Whether a line is a picture's caption or credit: it begins with the credit, or ends in one in brackets."""
    if line.width >= 400:
        return False
    bracketed = "bracket last" in line.features or line.text[-1] in "）】"
    return bool(_CAPTION_START.match(line.text) or (bracketed and _CAPTION_END.search(line.text[-100:])))


def is_cookie_notice(line: Line) -> bool:
    """Whether a line tells the reader that the page stores cookies: the phrase, and the reader or the word again."""
    if "cookies, long" not in line.features:
        return False
    return (
        line.features["cookies, long"] > 1 or "cookies word, long" in line.features or bool(_READER.search(line.text))
    )


def is_hours_line(line: Line) -> bool:
    """Whether a line gives opening hours."""
    if line.width > 70 or line.prose:
        return False
    return ("digits" in line.features and bool(_HOURS.search(line.text))) or bool(_HOURS_LABEL.fullmatch(line.folded))


def is_copyright_line(line: Line) -> bool:
    """Whether a line claims the rights of the page: the sign or the word, with a year or "all rights reserved"."""
    f = line.features
    claimed = "copyright sign" in f or "begins legal" in f or line.text[:9].casefold() == "copyright"
    return claimed and line.width < 260 and ("time" in f or "legal" in f or "legal, long" in f or "digits" in f)


def name_line(line: Line) -> str | None:
    """The rule that a removed line falls under by its own words, or None."""
    if is_switcher(line.text) or is_language_name(line.text):
        return "language-switcher"
    if is_address_line(line):
        return "address"
    if is_hours_line(line):
        return "opening-hours"
    if is_copyright_line(line):
        return "copyright"
    f = line.features
    if "cookies, long" in f or "cookies word, long" in f or f.get("cookies", 0.0) >= 0.5:
        return "cookie-notice"
    if is_caption(line) or "begins credit, long" in f or "credit last, long" in f or "begins credit" in f:
        return "caption"
    if line.width <= 70 and "chrome words" not in f:
        return None
    for kind, begins, long, rule in _KIND_FEATURES:
        if begins in f or long in f or f.get(kind, 0.0) >= 0.34:
            return "copyright" if rule == "legal" and _RIGHTS.search(line.text) else rule
    return None
