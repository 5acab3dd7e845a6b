/** How automatic answers name themselves in their subject line, lower case, by language. A colon or the end must follow. */
import type { Mail } from "../../ticket/Message.ts"

const list = (words: string): ReadonlyArray<string> => words.split("|")

const outOfOffice = list(
  "out of office|out of the office|out of office autoreply|ooo|abwesenheitsnotiz|abwesenheit|abwesend|außer haus|ich bin nicht im büro|absence du bureau|absence|absent du bureau|absent|en vacances|" +
    "fuera de la oficina|fuera de oficina|ausente|ausencia|fuori ufficio|fuori sede|assenza|afwezig|afwezigheid|niet op kantoor|fora do escritório|ausência|poza biurem|nieobecność|" +
    "ikke på kontoret|fraværende|frånvarande|poissa|poissaolo|вне офиса|отсутствую на работе|mimo kancelář|házon kívül|ofis dışında|不在办公室|外出|不在通知|부재 중|vacation reply|vacation"
)
const autoReply = list(
  "automatic reply|auto reply|auto-reply|autoreply|auto response|auto-response|autoresponse|automated response|automated reply|automatic response|automatische antwort|autoantwort|réponse automatique|" +
    "réponse auto|respuesta automática|respuesta automatica|risposta automatica|automatisch antwoord|automatische reactie|automatisch bericht|resposta automática|resposta automatica|autosvar|automatisk svar|automatiskt svar|" +
    "automaattinen vastaus|odpowiedź automatyczna|autoodpowiedź|automatická odpověď|automatická odpoveď|automatikus válasz|răspuns automat|автоответ|автоматический ответ|автоматична відповідь|" +
    "otomatik yanıt|otomatik cevap|αυτόματη απάντηση|自动回复|自動回覆|自動返信|自動応答|자동 회신|자동 응답|trả lời tự động|balasan otomatis|תשובה אוטומטית|رد تلقائي"
)
const challenge = list(
  "please confirm your message|confirm your email to|please verify your message|sender verification request|your email requires verification"
)

/** Every language begins the line with it, so a person who only mentions it is not taken for a machine. */
export const subjectKind = (subject: string): Mail["kind"] | undefined => {
  const folded = subject.trim().toLowerCase()
  const begins = (phrases: ReadonlyArray<string>): boolean =>
    phrases.some((phrase) => folded.startsWith(phrase) && /^(?:\s*[:：(\]\-–]|$)/.test(folded.slice(phrase.length)))
  return begins(outOfOffice)
    ? "outOfOffice"
    : begins(autoReply)
      ? "autoReply"
      : challenge.some((phrase) => folded.startsWith(phrase))
        ? "challengeResponse"
        : undefined
}
