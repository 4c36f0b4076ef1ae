"""Lines that are no article, told by their words: the fixed phrases of the web's furniture, in its larger languages.

None of them names a site. Each pattern is anchored and used on a whole block, or at a block's beginning.
"""

from __future__ import annotations

import re

# A heading or label that opens a box of something else.
BOX_HEADING = re.compile(
    r"""^\W*(?:
    (?:related|recommended|similar|suggested|further|popular|trending|latest|recent|top|other|more|featured
        |most\ (?:read|popular|viewed|shared|recent))
        (?:\ (?:articles?|posts?|stor(?:y|ies)|news|reading|content|topics?|links?|coverage|items?|videos?
            |reads?|headlines|pages|resources|blogs?))+
    | (?:related|recommended|trending(?:\ now)?|most\ (?:read|popular)|popular|read\ (?:more|next|also)
        |also\ read|see\ also|up\ next|next\ up|keep\ reading|more)
    | (?:you\ (?:may|might)(?:\ also)?\ (?:like|enjoy|be\ interested\ in).*|(?:(?:read\ )?more|latest|also)\ (?:from|on
        |in|by|about|stories)\b.{0,60}
        |more\ (?:\w+\ ){1,3}(?:stories|articles|reads|headlines)
        |what\ to\ read\ next.*|read\ this\ next.*|don['’]t\ miss.{0,20}
        |recommended\ for\ you|from\ (?:our|the)\ (?:partners?|web).*|around\ the\ web|sponsored.{0,30}
        |promoted.{0,30}|editor['’]?s['’]?\ picks?|in\ case\ you\ missed\ it)
    | (?:share|share\ (?:this|on|via|with)\b.{0,40}|follow\ us.{0,40}|connect\ with\ us|stay\ (?:connected
        |informed|up\ to\ date).{0,40})
    | (?:(?:about|meet)\ the\ (?:authors?|writers?|contributors?)|about\ us|author(?:\ bio)?|written\ by
        |contributors?|(?:media\ )?contacts?)
    | (?:tags?|topics?|filed\ under|categories|keywords|labels|in\ this\ (?:article|story)
        |table\ of\ contents|on\ this\ page|contents|jump\ to.{0,20}|quick\ links)
    | (?:(?:leave|post|add|write)\ a\ (?:comment|reply).*|\d*\s*comments?(?:\ \(\d+\))?
        |join\ the\ (?:conversation|discussion).*|discussion|responses|reader\ interactions)
    | (?:newsletters?|sign\ up.{0,60}|subscribe.{0,60}|get\ (?:our|the)\ .{0,40}newsletter.*
        |download\ (?:the|our)\ app.*)
    | (?:das\ könnte\ sie\ auch\ interessieren|mehr\ (?:zum\ thema|dazu|aus|von|nachrichten|lesen
        |über).{0,60}|lesen\ sie\ auch.{0,60}|auch\ interessant|weitere\ (?:artikel|themen|nachrichten
        |informationen|meldungen|links).{0,30}|meistgelesen.*|schlagwörter|schlagworte|themen|kommentare.{0,20}
        |zum\ thema|verwandte\ (?:themen|artikel))
    | (?:(?:sur\ le\ même\ (?:sujet|thème)|à\ lire\ (?:aussi|également)|lire\ aussi|articles?\ (?:liés
        |similaires|recommandés)|les\ plus\ lus|partager.{0,30}|mots[- ]clés|commentaires|voir\ aussi
        |à\ propos\ de\ l['’]auteur|plus\ d['’]articles).{0,40})
    | (?:(?:noticias|artículos|notas|contenidos?)\ relacionad[oa]s|relacionad[oa]s?|te\ puede\ interesar.*
        |también\ te\ puede.*|lea\ (?:también|además|más).{0,60}|más\ (?:noticias|leídas|información|sobre
        |en).{0,40}|lo\ más\ (?:leído|visto)|etiquetas|comentarios|comparte|compartir|ver\ también|temas)
    | (?:leia\ (?:também|mais).{0,60}|veja\ (?:também|mais).{0,60}|(?:notícias|artigos
        |matérias)\ relacionad[oa]s|mais\ (?:lidas|notícias|sobre).{0,40}|comentários|compartilhe.{0,40})
    | (?:leggi\ anche.{0,60}|articoli\ correlati|potrebbe\ interessarti.*|ti\ potrebbe\ interessare.*
        |condividi.{0,30}|commenti|approfondimenti)
    | (?:lees\ (?:ook|meer|verder).{0,60}|gerelateerd.{0,30}|meer\ (?:over|nieuws|van).{0,40}
        |bekijk\ ook.{0,40}|reacties|deel\ dit.{0,30}|onderwerpen)
    | (?:läs\ (?:också|även|mer|vidare).{0,60}|les\ (?:også|mer).{0,60}|læs\ (?:også|mere).{0,60}
        |lue\ (?:myös|lisää).{0,60}|mer\ om.{0,40})
    | (?:czytaj\ (?:także|też|więcej).{0,60}|zobacz\ (?:także|też|również).{0,60}|powiązane.{0,30}
        |číst\ (?:také|dále).{0,60}|čtěte\ také.{0,60}|olvasta\ már.{0,40}|citește\ și.{0,60})
    | (?:читайте\ (?:также|также:|ещё|еще).{0,60}|по\ теме|похожие\ (?:статьи|новости|материалы)
        |смотрите\ также.{0,40}|комментарии.{0,20}|читайте\ також.{0,60}|теги|поделиться.{0,30})
    | (?:ilgili\ haberler|benzer\ haberler|baca\ juga.{0,60}|関連(?:記事|ニュース|リンク|キーワード)?
        |おすすめ(?:記事)?|相关(?:阅读|新闻
        |文章|推荐)|延伸阅读|推荐阅读|관련\ ?(?:기사|뉴스)|اقرأ\ أيضا.{0,60}|مواضيع\ ذات\ صلة)
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# A line inside the article that sends the reader elsewhere.
POINTER = re.compile(
    r"""^\W*(?:
    (?:related(?:\ (?:story|article|stories|articles|coverage|post|video|content|reading))?|read\ (?:more
        |also|next|full\ story)?|also\ read|see\ also|see\ more|more|watch(?:\ (?:also|now|more|live))?|listen
        |video|don['’]t\ miss|must\ read|you\ may\ also\ like|recommended(?:\ reading)?|further\ reading
        |up\ next|more\ (?:on|from)\ .{1,60}|explore\ more|trending|in\ pictures|opinion)\s*(?:[:|>»–—]|-(?!\w))
    | (?:click|tap)\ (?:here|on\ the|to)\b | (?:sign|log)\ (?:up|in)\ (?:for|to|now|here)\b
        | subscribe\ (?:to|now|here|today|for)\b
    | get\ (?:the\ latest|our\ free|more\ (?:stories|news))\b | download\ (?:the|our)\ .{0,30}\bapps?\b
        | follow\ (?:us|me|him|her|them|@?\w+(?:\ \w+){0,3})\ on\b
    | (?:chat|talk|connect)\ with\ us\ (?:in|on|via)\b
    | join\ (?:us|our)\ .{0,40}(?:telegram|whatsapp|channel|newsletter|facebook|group)
    | (?:lesen\ sie\ (?:auch|hier|dazu|mehr)|lesen\ sie\ hier|mehr\ (?:zum\ thema|dazu|lesen)
        |auch\ interessant|hier\ geht\ es\ zu)\b
    | (?:à\ lire\ (?:aussi|également)|lire\ aussi|voir\ aussi|lire\ la\ suite|à\ voir)\b
    | (?:lea|lee|leer|vea|ver)\ (?:también|además|más)\b | (?:te\ puede|le\ puede|podría)\ interesar\b
    | (?:leia|veja|confira|saiba)\ (?:também|mais)\b | leggi\ anche\b | lees\ (?:ook|meer)\b | bekijk\ ook\b
    | (?:läs|les|læs)\ (?:också|även|mer|også|mere)\b | lue\ (?:myös|lisää)\b | czytaj\ (?:także|też
        |więcej)\b | zobacz\ (?:także|też|również)\b
    | (?:читайте|смотрите)\ (?:также|ещё|еще|також)\b | baca\ juga\b | (?:関連記事|あわせて読みたい|相关阅读|延伸阅读)
    )""",
    re.IGNORECASE | re.VERBOSE,
)

# A whole line of furniture.
LABEL = re.compile(
    r"""^\W*(?:
    adverti[sz]e?ments?(?:\W.{0,60})?|advert|ad|ads|sponsored(?:\ content)?|promoted|anzeige|werbung
        |publicité|publicidade?|pubblicità|advertentie|annonse?|reklama?|реклама|広告|广告|اعلان|إعلان
    | scroll\ to\ continue.{0,40}|article\ continues\ (?:below|after).{0,40}|story\ continues.{0,40}
        |continue\ reading.{0,60}|loading.{0,20}|please\ wait.{0,10}
    | (?:share|tweet|pin|print|email|save|copy\ link|link\ copied!?|bookmark|listen|comments?|reply|like
        |follow|facebook|twitter|x|linkedin|whatsapp|pinterest|telegram|reddit|instagram|youtube|messenger
        |e-?mail|drucken|teilen|merken|partager|imprimer|envoyer|compartir|imprimir|condividi|stampa|delen|dela
        |del|поделиться|share\ (?:this|on|via|article|story)\b.{0,40}|click\ to\ (?:share|print|email
        |tweet).{0,60})(?:\s*[|·•,/]?\s*(?:share|tweet|pin|print|e-?mail|save|copy|link|facebook|twitter|x
        |linkedin|whatsapp|pinterest|telegram|reddit|pint|baixar|\d+))*
    | image\ \d+\ of\ \d+|photo\ \d+\ of\ \d+|\d+\ of\ \d+|\d+\s*/\s*\d+|slide\ \d+.{0,12}|(?:view|open
        |see)\ (?:gallery|image|photos?|original\ article|(?:all|more)\ (?:images|photos|comments
        |stories)).{0,20}|(?:hide|show)\ caption|toggle\ caption|enlarge(?:\ this)?\ image|play\ video
        |watch\ (?:video|now|live)|video\ unavailable.*
    | (?:back\ to\ top|top|close|menu|search|home|next|previous|prev|older\ posts|newer\ posts
        |skip\ to\ content|expand|collapse|show\ (?:more|less)|see\ (?:more|less|all)|view\ all|load\ more
        |read\ (?:more|less|full\ article)|learn\ more|more|edit|voltar|zurück|retour|nach\ oben)
    | \d+\ ?(?:min(?:ute)?s?\.?)\ (?:read|to\ read|lesezeit|de\ lecture|de\ lectura)|(?:reading
        |read)\ time.{0,20}|(?:estimated\ )?reading\ time.{0,20}|lesezeit.{0,20}|\d+\ (?:shares?|comments?
        |views?|likes?)|updated?|published|posted
    | sharing\ is\ caring
    | follow\ us(?:\ on.{0,40})?|(?:all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits\ réservés
        |todos\ los\ derechos\ reservados).{0,60}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# Closing matter: what stands below an article and is about its writer, its rights or the reader's account.
CLOSING = re.compile(
    r"""^\W*(?:
    (?:©|\(c\)\s|copyright\b|all\ rights\ reserved|this\ material\ may\ not\ be|reprinted\ (?:with|from)
        |republished\ (?:with|from)|licensed\ under|this\ (?:article|story|post)\ (?:was\ )?(?:originally
        |first)\ (?:published|appeared|posted)|this\ (?:story|article)\ originally)
    | the\ post\b.{1,250}\b(?:appeared\ first|first\ appeared)\ on\b | (?:continue|keep)\ reading\b
    | (?:tags?|filed\ under|topics?|categor(?:y|ies)|keywords?|posted\ in|labels|schlagwörter|etiquetas
        |temas|mots[- ]clés|теги|tagged(?:\ with)?)\s*[:：]
    | (?:share|follow|like|find|join|contact|email|e-mail|reach|write\ to|connect\ with|send)\ (?:us|this|me
        |him|her|them|the\ (?:author|reporter|writer)|your|tips|\w+\ \w+\ (?:on|at|via))\b
    | (?:have|got)\ (?:a|any)\ (?:tip|question|story|news|comment|opinion|feedback)s?\b | (?:do\ you\ have
        |tell\ us|let\ us\ know|what\ do\ you\ think)\b.{0,120}$
    | (?:support|donate|become\ a\ (?:member|subscriber|supporter|patron))\b | (?:sign\ up|subscribe
        |register)\b | if\ you\ (?:like|liked|enjoyed|found|want\ to\ (?:support|receive|get))\b.{0,200}$
    | (?:photo|image|picture|cover|featured|header|thumbnail)s?(?:\ (?:credit|courtesy|source|image|photo
        |via|by))*\s*[:：/] | (?:photo|image)s?\ (?:by|courtesy|via|credit)\b
    | (?:edited|reporting|writing|additional\ reporting|compiled|translated|produced)\ by\b | (?:\(
        |\[)?(?:reporting|editing|writing)\b.{0,30}\bby\b
    | (?:about\ the\ authors?|about\ the\ writer|the\ (?:author|writer)\ is\b|disclosure|disclaimer|affiliate)\b
    | our\ standards\s*[:：] | follow\ .{1,60}\bcoverage\b.{0,80}\b(?:at|on|here)\b | more\ .{1,40}:\s*https?://
    | explore\ further\b | (?:citation|quelle|quellen|kilde|kilder|källa|fuente|fonte|bron|lähde)\s*[:：]
    | (?:last\ )?updated\ (?:at|on)\ .{0,40}\d | (?:kommentare|comentários|comentarios|commentaires)\b.{0,200}$
    | (?:comments\ are\ closed|leave\ a\ (?:comment|reply)|you\ must\ be\ logged\ in|your\ email\ address)\b
    | (?:to\ (?:read|get|receive|learn)\ more\b|for\ more\ (?:stories|news|information|articles)\b
        |read\ (?:the\ )?(?:full|more|original)\b|click\ here\b|view\ (?:original|source)\b|source\s*[:：])
    )""",
    re.IGNORECASE | re.VERBOSE,
)

# What a site says about itself or its terms, in sentences, wherever it stands: cookies, consent, commissions, forms.
NOTICE = re.compile(
    r"""(?:
    \b(?:this|our)\ (?:web)?site\ uses\ cookies\b | \bwe\ use\ cookies\b | \bby\ continuing\ to\ (?:use|browse|visit)\b
    | \bprotected\ by\ recaptcha\b | ^\W*this\ field\ is\ for\ validation
    | ^\W*(?:if\ you\ (?:buy|purchase|click)\b|when\ you\ (?:buy|purchase|click)\b).{1,160}\b(?:commission|affiliate)
    | \bwe\ (?:may|might)\ (?:earn|receive|get|make)\ (?:a|an|some)?\ ?(?:\w+\ )?commission
    | ^\W*(?:this\ (?:article|post|page|story|site)\ (?:may\ )?contains?\ (?:\w+\ )?affiliate\ links)
    | ^\W*(?:views|opinions)\ expressed\ by\b.{1,80}\bare\ (?:their|his|her)\ own\b
    | ^\W*this\ document\ is\ subject\ to\ copyright\b | ^\W*we\ use\ your\ sign-up\b
    | \byou\ can\ unsubscribe\ at\ any\ time\b | \bthank(?:s|\ you)\ for\ signing\ up\b
    | ^\W*(?:this|the)\ (?:\w+\ )?content\ is\ (?:reserved\ for\ subscribers|brought\ to\ you\ by\b)
    | ^\W*(?:please\ )?(?:enable\ javascript|your\ browser\ does\ not\ support)\b
    | \bjavascript\ is\ (?:disabled|required)\b
    | ^\W*(?:externer?\ inhalt|externe\ inhalte)\b.{0,80}$
    | ^\W*um\ (?:eingebettete|externe|diese[ns]?)\ inhalte?\b.{0,120}\b(?:anzuzeigen|zustimm|einwillig)
    | \bprivatsphäre-einstellungen\ verhindern\b
    | ^\W*(?:mit|durch)\ (?:dem\ )?klick\b.{0,120}\b(?:zustimm|einwillig|daten)
    | \b(?:diese|unsere)\ (?:web)?seite\ (?:verwendet|nutzt)\ cookies\b | \bwir\ (?:verwenden|nutzen)\ cookies\b
    | \b(?:ce|notre)\ site\ utilise\ des\ cookies\b | \b(?:este|nuestro)\ sitio\ (?:web\ )?(?:utiliza|usa)\ cookies\b
    | \b(?:este|nosso)\ site\ (?:utiliza|usa)\ cookies\b
    | \b(?:questo|il\ nostro)\ sito\ (?:utilizza|usa)\ (?:i\ )?cookie
    | \bdeze\ (?:web)?site\ (?:gebruikt|maakt\ gebruik\ van)\ cookies\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)

NOTICE_WORDS = tuple(
    """cookie recaptcha commission affiliate validation copyright sign-up signing unsubscribe reserved brought expressed
    javascript browser inhalt privatsphäre klick""".split()
)
"""Without one of these in it no text is a notice: far quicker to see than the pattern is to try."""

# A line of facts about the article: when, by whom, under what it was filed.
META_LINE = re.compile(
    r"""\b(?:published|posted|updated|filed|written)\ (?:by|on|in|under|at)\b
    | \b(?:publicad[oa]|postad[oa]|publié[e]?|pubblicato|veröffentlicht|gepubliceerd)
        \ (?:por|em|el|en|par|le|da|il|am|von|op|door)\b
    | \b(?:categor(?:y|ies|ia|ía|ie)|kategorien?|catégories?|tags?)\s?:""",
    re.IGNORECASE | re.VERBOSE,
)

# What a caption says that no paragraph does.
CAPTION = re.compile(
    r"""^\W*(?:pictured|above|below|left|right|top|file)\ ?(?::|\b(?:right|left|above|below|at\ the|from\ left|photo)\b)
    | \bin\ this\ .{3,40}\ (?:file\ )?(?:photo|image|picture|frame|handout)\b
    | \bfile\ (?:photo|image|picture)\b
    | \((?:ap|afp|reuters|epa|getty|pa|cp|ctv|upi|dpa)\b(?:\ images)?\ ?(?:photo)?\ ?[/:|][^()]{2,60}\)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# A credit: who took a picture.
CREDIT = re.compile(
    r"""(?:
    ^\W*(?:photo(?:graph)?s?|image|picture|pic|foto|fotos|bild|bilder|credit|crédit|crédito|photo\ credit
        |image\ credit|fotocredit|fotografía|imagem|imagen|immagine|kuva|zdjęcie|фото|照片|写真|صورة)(?:\s*(?:by
        |courtesy(?:\ of)?|credit|via|von|quelle))?\s*[:：/|©]
    | ^\W*(?:photo|image|picture|photograph|illustration|foto)s?\s(?:by|courtesy)\b
    | (?:\(|\[|/|\||—|–|-|\.|:)\s*(?:photo|image|picture|photograph|foto|bild|credit|courtesy)s?\s*(?:by
        |credit|courtesy|:|/|©)[^.]{2,60}\W*$
    | [(\[.]\s*(?:drawing|illustration|graphic|map|zeichnung|grafik|karte|dessin|carte|dibujo|gráfico|disegno)s?\s*(?:by
        |:|/|©)[^.]{2,60}\W*$
    | \((?:[\w.'’&-]+\s){0,4}(?:photo|picture|image|photograph|drawing|foto|bild)\)\W*$
    | ^\W*©\s.{2,80}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# And at its end: whose picture it is.
AGENCY = re.compile(
    r"""\b(?:getty\ images|afp|reuters|shutterstock|unsplash|istock|alamy|dpa|epa|ap\ photo|imago
        |picture\ alliance|keystone|pexels|pixabay|wikimedia\ commons|ap\ images|ansa|efe|scanpix
        |tt\ nyhetsbyrån)\b[^.:?!]{0,40}\)?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
AGENCY_REACH = 70
"""Characters at a text's end of which what `AGENCY` finds is always a part, with one before it at least."""

# Or in brackets who took it, and for whom: "(Anna Berg/AP)".
PHOTOGRAPHER = re.compile(
    r"""[(\[](?:[A-ZÀ-ÖØ-ÞА-Я][\w.'’-]*\s+){1,3}[A-ZÀ-ÖØ-ÞА-Я][\w.'’-]*\s*/\s*[A-ZÀ-ÖØ-ÞА-Я][^()\[\]/]{1,40}[)\]]\W*$""",
    re.VERBOSE,
)
PHOTOGRAPHER_REACH = 110


def is_credit(text: str) -> bool:
    """Whether a text says who took a picture, or whose it is."""
    return bool(CREDIT.search(text) or AGENCY.search(text[-AGENCY_REACH:]) or ends_in_photographer(text))


def ends_in_photographer(text: str) -> bool:
    """Whether a text closes with a photographer and who sells the picture, in brackets."""
    end = text[-PHOTOGRAPHER_REACH:]
    return "/" in end and PHOTOGRAPHER.search(end) is not None


CAPTION_WORDS = tuple("pictured above below left right top file photo image picture frame handout (".split())
CREDIT_WORDS = tuple(
    """photo image picture pic foto bild credit crédit crédito imagem imagen immagine kuva zdjęcie фото 照片 写真 صورة
    illustration courtesy © drawing graphic map zeichnung grafik karte dessin carte dibujo gráfico disegno""".split()
)
AGENCY_WORDS = tuple(
    """getty afp reuters shutterstock unsplash istock alamy dpa epa photo imago alliance keystone pexels pixabay
    wikimedia images ansa efe scanpix nyhetsbyrån""".split()
)
"""Without one of these in it no text is a caption, or a credit: far quicker to see than the patterns are to try."""
