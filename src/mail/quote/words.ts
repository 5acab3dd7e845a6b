/** How mail clients speak of somebody else's mail, in the languages that they are sold in. Lower case throughout. */

const list = (words: string): ReadonlyArray<string> => words.split("|").map((word) => word.trim())
const set = (words: string): ReadonlySet<string> => new Set(list(words))

/** "… wrote": what an attribution line says of the author. */
export const verbs = list(
  "wrote|writes|a écrit|schrieb|schrieben|escribió|escribio|ha escrito|va escriure|ha scritto|scrisse|schreef|heeft geschreven|escreveu|skrev|skreiv|" +
    "kirjoitti|napisał|napisała|napisał(a)|napisał/a|pisze|napsal|napsala|napsal(a)|napísal|napísal(a)|napisao|je napisao|je napisao/la|je napisal|" +
    "написал|написала|написал(а)|написав|написав(ла)|пишет|пише|написа|" +
    "yazdı|şunu yazdı|έγραψε|a scris|ezt írta|írta|rašė|rakstīja|kirjutas|đã viết|menulis|viết|เขียนว่า|เขียน|" +
    "写道|寫道|寫|のメール|のメッセージ|は書きました|さんは書きました|님이 작성|님이 작성한 메시지|작성|כתב|כתב/ה|כתבה|כתב‏/ה|كتب|كتبت"
)

/** How such a line begins; many begin with the date itself. */
export const openers = list(
  "on |le |am |el |il |in data |op |em |a las |den |på |w dniu |dnia |dne |dňa |v |u |у |в |vào |pada |la data |στις |kell |at |from |tarihinde|le:"
)

export const headers: Readonly<Record<"from" | "date" | "to" | "subject", ReadonlySet<string>>> = {
  from: set(
    "from|de|von|van|da|od|от|від|från|fra|lähettäjä|kimden|gönderen|feladó|expéditeur|remitente|mittente|remetente|nadawca|absender|afzender|" +
      "发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|من|מאת|από|de la|från|saatja|nuo|dari|từ"
  ),
  date: set(
    "sent|date|gesendet|datum|envoyé|envoyé le|message du|enviado|enviado el|enviado em|enviada em|enviada|fecha|data|data/ora|inviato|inviato il|verzonden|wysłano|" +
      "wysłane|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|отправлено|дата|отправлен|надіслано|gönderilme tarihi|gönderildi|tarih|发送时间|发送日期|日期|時間|时间|寄件日期|" +
      "送信日時|日時|日付|odesláno|datum|odoslané|küldve|elküldve|dátum|보낸 날짜|날짜|ngày|đã gửi|trimis|ημερομηνία|στάλθηκε|تاريخ|נשלח|dikirim|tanggal"
  ),
  to: set(
    "to|an|à|a|para|aan|naar|do|till|til|vastaanottaja|кому|komu|kime|alıcı|收件人|收件者|宛先|címzett|destinataire|destinatario|받는 사람|받는사람|către|προς|إلى|אל|kepada|đến|per|pro|komu"
  ),
  subject: set(
    "subject|betreff|objet|sujet|asunto|onderwerp|oggetto|assunto|temat|ämne|emne|aihe|тема|konu|主题|主旨|主題|件名|předmět|predmet|tárgy|제목|subiect|θέμα|الموضوع|נושא|subjek|chủ đề"
  )
}

/** What stands between dashes above a mail that was answered. */
export const originals = set(
  "original message|reply message|replied message|original email|original mail|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|" +
    "ursprüngliche e-mail|message d'origine|message d’origine|message original|message initial|mensaje original|messaggio originale|messaggio di origine|oorspronkelijk bericht|" +
    "origineel bericht|mensagem original|oryginalna wiadomość|wiadomość oryginalna|исходное сообщение|оригинальное сообщение|originalmeddelande|ursprungligt meddelande|" +
    "oprindelig meddelelse|original meddelelse|opprinnelig melding|alkuperäinen viesti|původní zpráva|původní e-mail|pôvodná správa|eredeti üzenet|orijinal mesaj|özgün ileti|" +
    "mesaj original|izvorna poruka|原始邮件|原邮件|原始郵件|原郵件|元のメッセージ|原始信件|원본 메시지|原文|thư gốc|pesan asli|αρχικό μήνυμα|respuesta|antwort"
)

/** The same above a mail that was passed on. */
export const forwards = set(
  "forwarded message|begin forwarded message|forwarded email|forwarded mail|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|" +
    "message transféré|message transmis|début du message transféré|début du message réexpédié|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|" +
    "inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|mensagem encaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|" +
    "wiadomość przekazana|przekazana wiadomość|treść przekazanej wiadomości|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|" +
    "vidarebefordrat meddelande|vidarebefordrat brev|videresendt besked|videresendt meddelelse|videresendt melding|start på videresendt besked|välitetty viesti|välitetty viesti alkaa|" +
    "přeposlaná zpráva|preposlaná správa|továbbított levél|továbbított üzenet|iletilen mesaj|yönlendirilen ileti|mesaj redirecționat|转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|転送メッセージ|転送されたメッセージ|전달된 메시지"
)

/** How a phone or a program signs. The first group is said of nothing else; the second only where nothing follows. */
export const devices = list(
  "sent from my |sent from mobile|sent from outlook|sent from mail for|sent from yahoo|sent from proton|sent from typeapp|sent from bluemail|sent from samsung|sent from gmail|" +
    "sent from windows mail|sent from aol|sent from blue|sent from spark|sent from superhuman|sent with proton|sent via the samsung|get outlook for |get bluemail for |download outlook for |" +
    "envoyé de mon |envoyé depuis mon |envoyé depuis l'|envoyé à partir de |obtenez outlook |obtenir outlook |télécharger outlook |téléchargez outlook |provenance : courrier pour|" +
    "gesendet von meinem |gesendet von mail für|gesendet von outlook |von meinem |diese nachricht wurde von meinem |holen sie sich outlook |outlook für |enviado desde mi |" +
    "enviado do meu |enviado de mi |enviado a partir do |obtener outlook |obtenga outlook |obter o outlook |baixe o outlook |inviato da |inviato dal |scarica outlook |ottieni outlook |" +
    "verzonden vanaf mijn |verstuurd vanaf mijn |outlook voor |download outlook |wysłane z |wysłano z |pobierz outlook |skickat från min |skickat från |" +
    "sendt fra min |sendt fra |hent outlook |hämta outlook |hanki outlook |отправлено с |отправлено из |отправлено с моего |надіслано з |odesláno z |odoslané z |iphone'umdan |iphone'dan gönderildi|" +
    "ipad'den gönderildi|gönderen: |trimis de pe |στάλθηκε από |发自我的|發自我的|从我的|發送自|发送自|来自我的|iphoneから送信|ipadから送信|androidから送信|나의 iphone|내 iphone|poslano z |dikirim dari |được gửi từ "
)
export const sentFrom = list(
  "sent from |sent by |sent via |sent with |sent using |written on my |typed on my |envoyé |gesendet von |gesendet |enviado |inviato |verzonden |verstuurd |wysłane |skickat |sendt |lähetetty |отправлено "
)

/** What a mailing list's own lines at the foot speak of. */
export const listWords = list(
  "mailing list|mailman|listinfo|unsubscribe|list info|google groups|groups.google|yahoogroups|listserv|abmelden|désinscrire|désabonner|archives:"
)
