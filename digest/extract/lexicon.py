"""Small word lists for reading pages as plain text: what menus, labels and notices say, and the names of the months.

Every entry is a word or phrase that is common to sites at large, folded as by `text.fold_line`; none names a site. The
languages are those we could check: an unknown one loses the hints of this list, not the shape of its lines.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cache

# Kinds of chrome; phrases are parted by commas, roughly by language.
_PHRASES: dict[str, str] = {
    "menu": """
        home, homepage, menu, main menu, search, site search, search form, sections, categories, category, archive,
        archives, skip to, skip to content, skip to main content, skip navigation, navigation, toggle navigation,
        log in, login, log out, sign in, register, my account, my profile, account, contact, contact us, about,
        about us, our team, careers, jobs, advertise, advertise with us, sitemap, site map, site index, rss,
        rss feed, rss feeds, feed, faq, help, feedback, press releases, shop, podcasts, podcast, videos, photos,
        photo gallery, gallery, live tv, watch live, tv listings, epaper, e-paper, mobile apps, back to top, close,
        show more, load more, see all, view all, settings, opinion, weather, horoscopes, crosswords, obituaries,
        classifieds, accessibility, ad choices, adchoices, next, previous, next article, previous article,
        you are here, all topics, editions, authors, support, startseite, menü, suche, suchen, anmelden, einloggen,
        abmelden, registrieren, mein konto, kontakt, über uns, impressum, karriere, stellenmarkt, werben, mediadaten,
        hilfe, themen, ressorts, zum inhalt springen, zum inhalt, nach oben, mehr, mehr anzeigen, alle themen,
        schliessen, archiv, wetter, barrierefreiheit, übersicht, zurück, weiter, accueil, recherche, rechercher,
        rubriques, se connecter, connexion, s'inscrire, mon compte, nous contacter, qui sommes-nous, à propos,
        plan du site, aide, aller au contenu, haut de page, fermer, voir plus, voir tout, mentions légales,
        carrières, météo, inicio, menú, buscar, búsqueda, secciones, iniciar sesión, registrarse, mi cuenta,
        contacto, contáctenos, quiénes somos, acerca de, mapa del sitio, mapa web, ayuda, saltar al contenido,
        ir al contenido, cerrar, ver más, ver todo, volver arriba, aviso legal, página inicial, início, pesquisar,
        busca, entrar, cadastre-se, minha conta, contato, fale conosco, quem somos, sobre nós, mapa do site, ajuda,
        pular para o conteúdo, fechar, ver mais, expediente, anuncie, trabalhe conosco, cerca, sezioni, accedi,
        registrati, contatti, chi siamo, mappa del sito, aiuto, vai al contenuto, chiudi, vedi tutti, pubblicità,
        voorpagina, zoeken, inloggen, registreren, mijn account, over ons, contacteer ons, hulp, sluiten, meer,
        naar inhoud hjem, forside, søg, søk, sök, hem, logg inn, log ind, logga in, om oss, om os, kontakta oss,
        kontakt oss, stäng, lukk, luk, etusivu, haku, kirjaudu, yhteystiedot, strona główna, szukaj, zaloguj,
        zaloguj się, zarejestruj się, o nas, reklama, pomoc, domů, hledat, přihlásit, přihlásit se, o nás, kezdőlap,
        keresés, bejelentkezés, kapcsolat, impresszum, acasă, căutare, autentificare, ana sayfa, anasayfa, giriş,
        giriş yap, üye ol, iletişim, hakkımızda, künye, beranda, cari, masuk, daftar, tentang kami, hubungi kami,
        trang chủ, tìm kiếm, đăng nhập, liên hệ, главная, меню, поиск, войти, вход, регистрация, контакты, о нас,
        о проекте, о компании, карта сайта, помощь, вакансии, реклама, рубрики, разделы, все новости, наверх,
        закрыть, архив, еще, показать еще, редакция, головна, пошук, увійти, контакти, про нас, начало, търсене,
        почетна, претрага, αρχική, αναζήτηση, σύνδεση, εγγραφή, επικοινωνία, μενού, όροι χρήσησ, ταυτότητα,
        διαφήμιση, الرئيسية, الصفحة الرئيسية, القائمة, بحث, البحث, تسجيل الدخول, اتصل بنا, من نحن, خريطة الموقع,
        الأقسام, المزيد, إغلاق, ראשי, דף הבית, תפריט, חיפוש, התחברות, הרשמה, צור קשר, צרו קשר, אודות, מפת האתר, עוד,
        סגור, נגישות, صفحه اصلی, جستجو, ورود, تماس با ما, درباره ما, होम, मेन्यू, खोजें, संपर्क करें, हमारे बारे में,
        লগইন, প্রচ্ছদ, 首页, 首頁, 主页, 菜单, 選單, 搜索, 搜尋, 登录, 登入, 注册, 註冊, 联系我们, 聯絡我們, 关于我们,
        關於我們, 网站地图, 返回顶部, 更多, 诚聘英才, 广告服务, ホーム, トップ, メニュー, 検索, ログイン, 会員登録,
        お問い合わせ, サイトマップ, 運営会社, 会社概要, ヘルプ, 一覧, もっと見る, 홈, 메뉴, 검색, 로그인, 회원가입,
        회사소개, 더보기, หน้าแรก, ค้นหา, เข้าสู่ระบบ, ติดต่อเรา""",
    "share": """
        share, shares, share this, share on, share this article, share this story, share on facebook,
        share on twitter, share via, tweet, facebook, twitter, x, instagram, whatsapp, linkedin, pinterest, reddit,
        tumblr, telegram, flipboard, pocket, messenger, youtube, tiktok, threads, bluesky, mastodon, viber, vk,
        vkontakte, odnoklassniki, weibo, wechat, email, e-mail, mail, print, print article, print this, copy link,
        copy url, link copied, save, bookmark, follow, follow us, follow us on, like us on, listen, font size,
        teilen, drucken, merken, folgen, folgen sie uns, auf facebook teilen, link kopieren, per mail, versenden,
        partager, imprimer, suivez-nous, envoyer, copier le lien, partager sur, compartir, compartir en, imprimir,
        síguenos, enviar, copiar enlace, compartilhar, compartilhe, siga-nos, copiar link, condividi, stampa,
        seguici, seguici su, invia, delen, deel, deel dit, afdrukken, volg ons, dela, jaa, udostępnij, podziel się,
        drukuj, sdílet, tisknout, megosztás, distribuie, paylaş, yazdır, bagikan, chia sẻ, поделиться, поделитесь,
        печать, распечатать, подписывайтесь, мы в соцсетях, скопировать ссылку, поширити, поділитися, сподели,
        κοινοποίηση, κοινοποίησε, εκτύπωση, مشاركة, شارك, طباعة, تابعنا, تابعونا, نسخ الرابط, שתף, שתפו, שיתוף,
        הדפסה, עקבו אחרינו, اشتراک گذاری, शेयर करें, 分享, 分享到, 分享至, 打印, 列印, 关注我们, 微信, 微博,
        复制链接, シェア, シェアする, ツイート, 印刷, フォロー, 공유, 공유하기, 인쇄, 카카오톡, 페이스북, แชร์""",
    "subscribe": """
        subscribe, subscribe now, subscription, subscriptions, newsletter, newsletters, sign up, sign up now,
        sign up for, sign up for our, our newsletter, free newsletter, your inbox, delivered to your inbox,
        breaking news alerts, unsubscribe, support independent, support us, donate, become a member,
        already a subscriber, for subscribers, get the app, download the app, download our app, push notifications,
        get notifications, start your free trial, your subscription, gift this, our daily email,
        thanks for signing up, abonnieren, jetzt abonnieren, abo, abonnement, abonnements, newsletter bestellen,
        newsletter abonnieren, app herunterladen, s'abonner, abonnez-vous, je m'abonne, réservé aux abonnés,
        inscrivez-vous, recevez, suscríbete, suscribirse, suscripción, boletín, suscríbase, assine, assinar,
        assinatura, inscreva-se, receba, abbonati, abbonamento, iscriviti, abonneer, abonneren, word abonnee,
        meld je aan, prenumerera, abonner, tilaa, prenumerata, zapisz się, odebírat, feliratkozás, abonează-te,
        abone ol, berlangganan, đăng ký, подписаться, подписка, подпишитесь, рассылка, подписывайся, підписатися,
        абонирай се, εγγραφείτε, newsletter μασ, اشترك, اشترك الآن, النشرة البريدية, הירשמו, ניוזלטר, מנוי, 订阅,
        訂閱, 下载客户端, 客户端, メルマガ, 購読, 会員限定, 구독, 구독하기, 뉴스레터""",
    "comments": """
        comments, comment, leave a comment, leave a reply, post comment, post a comment, add comment, add a comment,
        view comments, show comments, join the conversation, join the discussion, reply, replies, report abuse,
        be the first to comment, no comments, comments are closed, your email address will not be published,
        required fields are marked, log in to comment, sign in to comment, sort by, view the discussion, kommentare,
        kommentar, kommentieren, kommentar schreiben, kommentare anzeigen, antworten, commentaires, commentaire,
        commenter, laisser un commentaire, réagir, répondre, comentarios, comentario, deja un comentario,
        dejar un comentario, responder, comentários, comentar, deixe uma resposta, deixe um comentário, commenti,
        commenta, lascia un commento, rispondi, reacties, reageer, reageren, kommentarer, kommentit, komentarze,
        dodaj komentarz, komentáře, hozzászólások, comentarii, yorumlar, yorum yap, komentar, bình luận, комментарии,
        комментировать, оставить комментарий, добавить комментарий, ответить, коментарі, коментари, σχόλια, تعليقات,
        أضف تعليق, اترك تعليقا, تعليق, תגובות, הוסף תגובה, نظرات, टिप्पणी, 评论, 評論, 发表评论, 留言, 网友评论,
        コメント, コメントする, 댓글, 댓글쓰기""",
    "related": """
        related, related articles, related stories, related news, related posts, related topics, related content,
        related tags, related links, related coverage, related video, related videos, read more, read also,
        also read, read next, see also, see more, most read, most popular, most viewed, most shared, most recent,
        most commented, popular, popular posts, popular stories, trending, trending now, top stories, top news,
        editor's picks, editors' picks, editor's pick, more from, more in, more on, more news, more stories,
        more articles, more like this, you may also like, you might also like, you may like, recommended,
        recommended for you, recommended stories, latest, latest news, latest stories, latest articles, latest posts,
        recent posts, recent stories, recent articles, up next, don't miss, in case you missed it, what to read next,
        our latest stories, further reading, other news, other stories, from around the web, around the web,
        more from the web, must read, must reads, featured, breaking news, tags, tag, topics, topic, filed under,
        keywords, about the author, contributed to this report, contributed to this article, contributed reporting,
        more information, explore further, provided by, citation, sources, share your thoughts, upcoming events,
        watch next, watch now, hot topics, explore more, in this article, mehr zum thema, zum thema, weitere artikel,
        weitere themen, weitere nachrichten, meistgelesen, meist gelesen, das könnte sie auch interessieren,
        auch interessant, lesen sie auch, lesen sie mehr, mehr aus, empfehlungen, empfohlen, neueste artikel,
        aktuelles, schlagworte, schlagwörter, verwandte artikel, top-themen, neueste, à lire aussi, lire aussi,
        a lire aussi, sur le même sujet, les plus lus, articles liés, voir aussi, à voir aussi, lire la suite,
        dernières nouvelles, à la une, articles similaires, articles récents, mots-clés, en savoir plus,
        nos derniers articles, le plus lu, thèmes, contenus sponsorisés, noticias relacionadas,
        artículos relacionados, relacionadas, relacionados, más leídas, lo más leído, más leído, más noticias,
        te puede interesar, también te puede interesar, lea también, lee también, leer más, ver también,
        últimas noticias, lo último, etiquetas, temas, más información, te recomendamos, notícias relacionadas,
        artigos relacionados, leia também, leia mais, veja também, mais lidas, mais lidos, últimas notícias,
        saiba mais, posts relacionados, recomendados, você pode gostar, tópicos, assuntos, artigos populares,
        mais sobre, leggi anche, articoli correlati, potrebbe interessarti, i più letti, più letti, leggi tutto,
        ultime notizie, correlati, argomenti, approfondimenti, lees ook, lees meer, meest gelezen, gerelateerd,
        gerelateerde artikelen, meer over, meer nieuws, aanbevolen, laatste nieuws, les også, läs mer, läs också,
        les mer, læs også, relaterade artiklar, mest lest, mest lästa, mest læste, lue myös, luetuimmat,
        czytaj także, zobacz także, zobacz też, czytaj więcej, najczęściej czytane, polecane, powiązane, tagi,
        čtěte také, související, nejčtenější, olvasta már, kapcsolódó, ajánló, citește și, citeşte şi,
        articole similare, ilgili haberler, benzer haberler, çok okunanlar, son dakika, etiketler, baca juga,
        berita terkait, terpopuler, terkini, tin liên quan, xem thêm, tin mới, читайте также, читать также, по теме,
        похожие новости, похожие статьи, другие новости, популярное, популярные новости, последние новости,
        самое читаемое, новости по теме, смотрите также, рекомендуем, материалы по теме, теги, метки,
        новости партнеров, главное, лента новостей, подробнее, читать далее, ещё по теме, читайте також,
        схожі новини, популярні новини, още новини, свързани, още по темата, διαβάστε επίσησ, διαβάστε ακόμα,
        σχετικά άρθρα, σχετικά, δημοφιλή, δείτε επίσησ, περισσότερα, τελευταία νέα, ετικέτεσ, اقرأ أيضا, اقرأ أيضًا,
        مواضيع ذات صلة, أخبار ذات صلة, مقالات ذات صلة, الأكثر قراءة, آخر الأخبار, ذات صلة, قد يعجبك أيضا, المزيد من,
        الأكثر مشاهدة, كلمات مفتاحية, وسوم, כתבות נוספות, כתבות קשורות, עוד בנושא, אולי יעניין אותך, הנקראות ביותר,
        קרא עוד, תגיות, חדשות אחרונות, مطالب مرتبط, بیشتر بخوانید, برچسب ها, संबंधित खबरें, यह भी पढ़ें, ये भी पढ़ें,
        और पढ़ें, ताज़ा खबरें, 相关新闻, 相关阅读, 相關新聞, 延伸閱讀, 推荐阅读, 热门, 熱門, 热点, 最新, 最新消息,
        排行榜, 点击排行, 标签, 上一篇, 下一篇, 猜你喜欢, 関連記事, 関連, 関連ニュース, おすすめ, おすすめ記事,
        ランキング, アクセスランキング, 人気記事, 最新記事, 新着, 新着記事, 次の記事, 前の記事, あわせて読みたい,
        タグ, 관련기사, 관련 기사, 많이 본 뉴스, 많이 본, 최신기사, 인기기사, 주요뉴스, 추천, ข่าวที่เกี่ยวข้อง, ข่าวล่าสุด""",
    "advertising": """
        advert, adverts, click here, click here to, sponsored links, partner offer, special offer, shop now, buy now,
        advertisement, advertisements, advertising, ad, ads, sponsored, sponsored content, sponsor, sponsored by,
        promoted, promoted content, paid content, paid post, partner content, story continues below,
        continue reading below, article continues below, story continues, scroll to continue, affiliate, anzeige,
        anzeigen, werbung, publicité, publicidad, anúncio, continua após a publicidade, pubblicità, advertentie,
        annonce, annons, reklame, mainos, reklama, reklam, iklan, quảng cáo, реклама, διαφήμιση, إعلان, פרסומת,
        تبلیغات, विज्ञापन, 广告, 廣告, スポンサーリンク, 広告, 광고, โฆษณา""",
    "cookies": """
        cookie, cookies, we use cookies, this website uses cookies, this site uses cookies, our use of cookies,
        use of cookies, uses cookies, accept cookies, accept all cookies, cookie policy, cookie settings,
        cookie preferences, i accept, accept all, reject all, manage preferences, privacy preferences,
        tracking technologies, gdpr, your consent, consent to, by continuing to use, by continuing to browse, got it,
        wir verwenden cookies, verwendet cookies, alle akzeptieren, cookie-einstellungen, cookie-richtlinie,
        nous utilisons des cookies, utilise des cookies, tout accepter, accepter, utilizamos cookies, usamos cookies,
        utiliza cookies, uso de cookies, política de cookies, aceptar, aceptar todo, aceitar, aceitar todos,
        utilizziamo i cookie, utilizza cookie, utilizza i cookie, accetta, accetta tutti, cookies accepteren,
        accepteren, używamy plików cookies, plików cookies, plików cookie, akceptuję, súbory cookie, soubory cookie,
        çerez, çerezler, çerezleri, çerez politikası, куки, cookie-файлы, файлы cookie, файлов cookie, файлы cookies,
        использует cookies, принять, χρησιμοποιούμε cookies, χρησιμοποιεί cookies, αποδοχή, ملفات تعريف الارتباط,
        الكوكيز, قبول, עוגיות, קובצי cookie, אישור, 使用cookie, 接受, 同意, クッキー, 同意する, 쿠키""",
    "legal": """
        copyright, all rights reserved, rights reserved, terms of use, terms of service, terms and conditions,
        terms & conditions, terms, privacy, privacy policy, privacy notice, privacy statement, disclaimer, legal,
        legal notice, user agreement, may not be reproduced, may not be published, without permission,
        without prior written, registered trademark, code of ethics, powered by, alle rechte vorbehalten,
        datenschutz, datenschutzerklärung, agb, nutzungsbedingungen, tous droits réservés, confidentialité,
        politique de confidentialité, cgu, cgv, conditions générales, todos los derechos reservados,
        derechos reservados, política de privacidad, términos y condiciones, condiciones de uso, privacidad,
        todos os direitos reservados, direitos reservados, política de privacidade, termos de uso,
        tutti i diritti riservati, riproduzione riservata, informativa privacy, partita iva, p.iva,
        alle rechten voorbehouden, privacybeleid, gebruiksvoorwaarden, alle rettigheter, alla rättigheter,
        personvern, tietosuoja, wszelkie prawa zastrzeżone, polityka prywatności, regulamin, všechna práva vyhrazena,
        minden jog fenntartva, toate drepturile rezervate, tüm hakları saklıdır, gizlilik politikası,
        kullanım koşulları, hak cipta, все права защищены, права защищены, политика конфиденциальности,
        пользовательское соглашение, свидетельство о регистрации, при использовании материалов, ссылка на,
        усі права захищено, всички права запазени, με επιφύλαξη παντόσ δικαιώματοσ, όροι χρήσησ, πολιτική απορρήτου,
        جميع الحقوق محفوظة, حقوق النشر, سياسة الخصوصية, شروط الاستخدام, כל הזכויות שמורות, תנאי שימוש,
        מדיניות פרטיות, کلیه حقوق, सर्वाधिकार सुरक्षित, 版权所有, 版權所有, 未经授权, 隐私政策, 免责声明, 备案, 著作権,
        無断転載, 利用規約, プライバシーポリシー, 個人情報, 저작권자, 무단전재, 무단 전재, 이용약관, 개인정보,
        재배포""",
    "form": """
        your email, your email address, email address, your name, first name, last name, password, forgot password,
        forgot your password, remember me, submit, send, username, required, enter your, search for, select, cancel,
        ok, continue, e-mail-adresse, passwort, passwort vergessen, absenden, adresse e-mail, mot de passe,
        mot de passe oublié, correo electrónico, contraseña, nombre, enviar, senha, esqueci minha senha, nome,
        indirizzo email, wachtwoord, lösenord, passord, hasło, heslo, jelszó, şifre, пароль, забыли пароль, имя,
        отправить, κωδικόσ, كلمة المرور, البريد الإلكتروني, סיסמה, שלח, 密码, 密碼, 邮箱, パスワード, 送信, 비밀번호""",
    "credit": """
        photo, photos by, photo by, photograph, photo credit, image, image credit, images, credit, picture, pictured,
        getty, getty images, ap photo, afp via, file photo, file image, shutterstock, istock, illustration,
        courtesy of, image source, photo courtesy, image copyright, image caption, media caption, video caption,
        media playback, photograph by, photos courtesy, images by, picture by, pictures by, file, via getty,
        screenshot, foto, bild, bildquelle, symbolbild, archivbild, imago, crédit, crédits, crédit photo,
        photo d'illustration, fotografía, imagen, archivo, fuente, reprodução, divulgação, crédito, imagem, immagine,
        beeld, kuva, zdjęcie, fot, fotó, fotoğraf, görsel, ảnh, фото, снимка, φωτογραφία, صورة, الصورة, צילום, תמונה,
        عکس, 图片, 图为, 圖片, 图源, 資料照片, 写真, 画像, 資料写真, 사진, 자료사진, ภาพ""",
    "byline": """
        by, written by, reported by, reporting by, posted by, author, staff writer, staff reporter, correspondent,
        contributor, editor, reporter, published by, words by, von, autor, autorin, redaktion, par, auteur,
        rédaction, por, redacción, redacción de, redação, di, redazione, door, redactie, av, af, tekst, oprac,
        autoři, írta, de, yazar, oleh, penulis, tác giả, автор, авторы, корреспондент, редактор, автори, συντάκτησ,
        του, τησ, بقلم, كتب, كتبت, الكاتب, מאת, نویسنده, लेखक, द्वारा, 作者, 记者, 記者, 责任编辑, 责编, 编辑, 来源,
        來源, 執筆, 筆者, 文・, 기자, โดย""",
    "posted": """
        published, posted, posted on, published on, updated, last updated, last modified, date, first published, ago,
        hours ago, minutes ago, days ago, min read, minute read, mins read, minutes read, reading time, read time,
        gmt, utc, edt, est, pst, pdt, bst, ist, cet, pm, views, veröffentlicht, aktualisiert, uhr, lesezeit, minuten,
        publié, publié le, mis à jour, modifié le, temps de lecture, il y a, publicado, actualizado, actualizada,
        hace, publicado em, atualizado, atualizado em, tempo de leitura, há, pubblicato, aggiornato, gepubliceerd,
        geplaatst, bijgewerkt, publicerad, uppdaterad, publisert, oppdatert, udgivet, opdateret, julkaistu,
        päivitetty, opublikowano, aktualizacja, vydáno, aktualizováno, frissítve, publicat, actualizat, yayınlanma,
        güncelleme, diterbitkan, опубликовано, обновлено, дата, просмотров, опубліковано, оновлено, публикувано,
        δημοσίευση, δημοσιεύθηκε, ενημέρωση, تاريخ النشر, نشر, آخر تحديث, منذ, פורסם, עודכן, לפני, انتشار, प्रकाशित,
        अपडेट, 发布, 发布时间, 更新, 時間, 发表于, 配信, 公開, 更新日, 掲載, 입력, 수정, 기사입력, 승인, เผยแพร่""",
}  # fmt: skip


KINDS = tuple(_PHRASES)
_TOKEN = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0eff]")


def _blank_all_but(kept: str) -> bytes:
    return bytes(sign if chr(sign) in kept else 32 for sign in range(256))


LETTERS = _blank_all_but(string.ascii_letters)
_WORD_SIGNS = _blank_all_but(string.ascii_letters + string.digits + "_")


def split_ascii(text: str, kept: bytes) -> list[str] | None:
    """The runs of the signs in `kept` (`LETTERS`), as a pattern finds them but in a third of the time.

    None for a text that has more than ASCII and the quotation marks and dashes of English.
    """
    if not text.isascii():
        for mark in "’“”‘–—":
            text = text.replace(mark, " ")
        if not text.isascii():
            return None
    return text.encode().translate(kept).decode().split()


def tokenise(folded: str) -> list[str]:
    """The runs of letters and digits of a folded line, as the phrases are kept."""
    tokens = split_ascii(folded, _WORD_SIGNS)
    return _TOKEN.findall(folded) if tokens is None else tokens


@cache
def _by_first_token() -> dict[str, dict[str, list[tuple[list[str], str]]]]:
    """First token -> second token ("" for none) -> the phrases that begin with both, longest first, with their kind."""
    found: dict[str, dict[str, list[tuple[list[str], str]]]] = {}
    for kind, text in _PHRASES.items():
        for phrase in text.split(","):
            first, *others = tokenise(phrase) or [""]
            if first:
                found.setdefault(first, {}).setdefault(others[0] if others else "", []).append(([first, *others], kind))
    for seconds in found.values():
        for rows in seconds.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0]))
    return found


@cache
def _unspaced() -> tuple[tuple[str, str], ...]:
    """The phrases in scripts written without spaces (and Korean, which glues its particles on), longest first."""
    pairs = [(phrase.strip(), kind) for kind, text in _PHRASES.items() for phrase in text.split(",")]
    return tuple(sorted((pair for pair in pairs if _UNSPACED.search(pair[0])), key=lambda pair: (-len(pair[0]), pair)))


def find_phrases(folded: str, tokens: Sequence[str]) -> list[tuple[str, int, int]]:
    """The chrome phrases in a line: kind, index of the first token, number of tokens; not overlapping, from the left.

    `folded` is the line as by `text.fold_line`, `tokens` its tokens. In scripts without spaces index and number
    count characters.
    """
    found: list[tuple[str, int, int]] = []
    table = _by_first_token()
    following = 0
    for index in [at for at, token in enumerate(tokens) if token in table]:
        if index < following:
            continue
        seconds = table[tokens[index]]
        second = tokens[index + 1] if index + 1 < len(tokens) else ""
        for phrase, kind in (*seconds.get(second, ()), *seconds.get("", ())):
            size = len(phrase)
            if size <= 2 or tokens[index : index + size] == phrase:
                found.append((kind, index, size))
                following = index + size
                break
    if not folded.isascii() and _UNSPACED.search(folded):
        taken = 0
        for sign, kind in _unspaced():
            at = folded.find(sign)
            if at >= 0 and not taken >> at & 1:
                taken |= ((1 << len(sign)) - 1) << at
                found.append((kind, at, len(sign)))
    return found


# Names of the months from January on, each with its forms; folded, without full stops.
_MONTHS = """
    january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ianuarie stycznia styczeń sty
        ledna leden január ocak январь января янв січня січень януари ιανουαρίου ιανουάριοσ ιαν يناير ינואר januára
        tammikuuta
    february feb februar februari février févr fév febrero fevereiro fev febbraio febb februarie lutego luty
        února únor február şubat февраль февраля фев февр лютого февруари φεβρουαρίου φεβρουάριοσ φεβ فبراير شباط
        פברואר helmikuuta
    march mar märz mär mars marzo março maart mrt martie marca marzec března březen március mart март марта мар
        березня μαρτίου μάρτιοσ مارس آذار מרץ מרס marts maaliskuuta
    april apr avril avr abril abr aprile aprilie kwietnia dubna duben április nisan апрель апреля апр квітня
        април απριλίου απρίλιοσ απρ أبريل ابريل نيسان אפריל huhtikuuta
    may mai mayo maio maggio mag mei maja května květen május mayıs май мая травня μαΐου μάϊοσ μάιοσ μαι مايو
        أيار מאי maj toukokuuta
    june jun juni juin junio junho giugno giu iunie czerwca června červen június haziran июнь июня июн червня
        юни ιουνίου ιούνιοσ ιουν يونيو حزيران יוני kesäkuuta
    july jul juli juillet juil julio julho luglio lug iulie lipca července červenec július temmuz июль июля июл
        липня юли ιουλίου ιούλιοσ ιουλ يوليو تموز יולי heinäkuuta
    august aug août agosto ago augustus augusti sierpnia srpna srpen augusztus ağustos август августа авг серпня
        αυγούστου αύγουστοσ αυγ أغسطس اغسطس آب אוגוסט elokuuta
    september sep sept septembre septiembre setembro set settembre sett septembrie września wrzesień září
        szeptember eylül сентябрь сентября сен сент вересня септември σεπτεμβρίου σεπτέμβριοσ σεπ سبتمبر أيلول
        ספטמבר syyskuuta
    october oct oktober okt octobre octubre outubro out ottobre ott oktobra octombrie października října říjen
        október ekim октябрь октября окт жовтня октомври οκτωβρίου οκτώβριοσ οκτ أكتوبر اكتوبر אוקטובר lokakuuta
    november nov novembre noviembre novembro noiembrie listopada listopad november kasım ноябрь ноября ноя нояб
        ноември νοεμβρίου νοέμβριοσ νοε نوفمبر נובמבר marraskuuta
    december dec dezember dez décembre déc diciembre dic dezembro dicembre decembrie grudnia grudzień prosince
        prosinec aralık декабрь декабря дек грудня декември δεκεμβρίου δεκέμβριοσ δεκ ديسمبر דצמבר desember des
        joulukuuta"""


@cache
def month_numbers() -> dict[str, int]:
    """Folded name of a month -> 1-12; a name that means two months in two languages is left out."""
    numbers: dict[str, int] = {}
    clashes = {"listopada", "listopad"}  # November in Polish and Czech, October in Croatian
    groups = re.split(r"\n    (?! )", _MONTHS.strip("\n ").replace("\n        ", " "))
    for number, group in enumerate(groups, start=1):
        for name in group.split():
            if numbers.setdefault(name, number) != number:
                clashes.add(name)
    return {name: number for name, number in numbers.items() if name not in clashes}
