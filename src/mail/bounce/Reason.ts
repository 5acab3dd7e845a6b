/** Why a mail did not arrive, read from what the servers said: their words first, then their codes (RFC 3463). */

export type Reason =
  | "userunknown"
  | "hostunknown"
  | "hasmoved"
  | "notaccept"
  | "mailboxfull"
  | "mesgtoobig"
  | "suspend"
  | "filtered"
  | "rejected"
  | "blocked"
  | "spamdetected"
  | "virusdetected"
  | "authfailure"
  | "securityerror"
  | "policyviolation"
  | "norelaying"
  | "ratelimited"
  | "expired"
  | "networkerror"
  | "systemerror"
  | "systemfull"
  | "contenterror"
  | "syntaxerror"
  | "mailererror"
  | "onhold"
  | "delivered"
  | "undefined"

/** Writing there again is in vain: the address, or its host, is not there. */
export const isHard = (reason: Reason): boolean =>
  reason === "userunknown" || reason === "hostunknown" || reason === "hasmoved" || reason === "notaccept"

/** At which step of SMTP the server refused; `null`: not said. */
export type Step = "connect" | "mail" | "rcpt" | "data" | null

/** The first that fits decides, so the particular stands before the general. */
const phrases: ReadonlyArray<readonly [Reason, string]> = [
  [
    "mailboxfull",
    "mailbox full|mailbox is full|over quota|overquota|quota exceeded|exceeded quota|exceeds quota|quota full|out of quota|over the quota|mailbox exceeded|mailbox has exceeded|exceeded storage|storage quota|not enough storage space|insufficient disk space|insufficient space|no space left in mailbox|mailbox quota|quota violation|user is over|over disk quota|over the allowed quota|diskspace quota|disk quota|is overquota|mail quota|account is full|inbox is full|inbox full|size limit has been reached|quotaexceeded|exceeds allowed message count|user has too many messages|too many messages on this mailbox|maildir over|mailfolder is full|not enough disk space|mailbox size limit|resources temporarily unavailable. please try again later|mailbox for user is full"
  ],
  [
    "suspend",
    "temporary locked|temporarily locked|account has been disabled|account is disabled|account disabled|account has been suspended|account is suspended|user suspended|account suspended|mailbox disabled|mailbox is disabled|mailbox is frozen|mailbox frozen|account inactive|inactive account|account is inactive|account not activated|user is inactive|inactive user|mailbox is inactive|is a deactivated mailbox|deactivated|account expired|account has expired|account locked|account is locked|locked mailbox|sorry your message cannot be delivered. this email account has been|account is temporarily unavailable|currently suspended|is not active|mailbox unavailable or access denied|domain has been suspended|invalid/inactive user|user account is overquota and suspended|mailbox currently suspended|has been locked"
  ],
  [
    "hasmoved",
    "has moved to|no longer employed|user has moved|mailbox moved|has been replaced by|please update your records|new address is"
  ],
  [
    "norelaying",
    "relaying denied|relay denied|relay access denied|relay not permitted|not permitted to relay|we do not relay|unable to relay|relaying not allowed|relay not allowed|no relaying|relaying mail to|relay prohibited|cannot relay|not an open relay|not a gateway|relaying is prohibited|relaying temporarily denied|open relay|insecure mail relay|relay is not"
  ],
  [
    "authfailure",
    "dmarc|spf check|spf fail|fails spf|failed spf|spf validation|spf (|spf:|spf record|sender policy framework|dkim|sender id |senderid|domain key|email not accepted for policy reasons. please see|unauthenticated email|message failed authentication|not authenticated, which poses|5.7.26|5.7.27"
  ],
  ["virusdetected", "virus|malware|infected|trojan|eicar"],
  [
    "spamdetected",
    "spam|blacklisted url|unsolicited|bulk mail|junk mail|rejected by content|identified as|considered uns|content filter|message content rejected|high probability of|uribl|surbl|refused by antispam|score exceeded|bayes"
  ],
  [
    "ratelimited",
    "too many connections|too many messages|too many recipients|too many concurrent|throttl|rate limit|rate that is|rate-limited|ratelimit|sending rate|too fast|message limit|connection limit|exceeded the rate|maximum number of messages|too many emails|too much mail|daily limit|hourly limit|slow down|concurrent connections|exceeded the maximum|messages from you"
  ],
  [
    "contenterror",
    "headers too large|header too|header error|header is missing|missing header|duplicate header|duplicated header|malformed|improper use of 8-bit|bare cr|bare lf|mime format|not rfc|rfc 5322|rfc 2822|rfc5322|rfc2822|message header|the 'from' header|invalid header|bad header|charset not|file name extension|attachment|no date field|message-id header|eight bit|rejected due to its content"
  ],
  [
    "mesgtoobig",
    "message too large|message too big|message size exceeds|exceeds maximum message size|message exceeds maximum|size exceeds|exceed max message|maximum message size|message is too large|message length exceeds|larger than the limit|message file too big|max message size|message size limit|too large|too big|exceeded maximum size"
  ],
  [
    "hostunknown",
    "host unknown|unknown host|host not found|domain not found|unknown domain|no such domain|domain does not exist|does not exist in dns|illegal host|illegal host/domain|name or service not known|recipient domain must exist|unrouteable mail domain|unrouteable domain|unknown mail host|nxdomain|host/domain does not exist|invalid domain|domain is not reachable|mail domain|host or domain name not found|bad destination host|bad destination system|no such host|couldn't find any host|domain name not found|no matches to nameserver|cannot find your hostname in dns|recipient address has unknown|dns records for the destination|does not exist in our|host could not be found|has no mail exchanger"
  ],
  [
    "notaccept",
    "null mx|nullmx|no mx found|does not accept mail|does not accept any mail|not accept mail|host doesn't accept|no mail server|does not receive mail|name server: .: host not found|domain does not accept|smtp protocol returned a permanent error|mail receiving disabled|mail server doesn't accept"
  ],
  [
    "rejected",
    "sender address rejected|sender rejected|sender denied|sender not allowed|sender verify failed|sender is not|sender blocked|mail from address|sender domain|domain of sender|from address|bad sender|sender refused|mail from not|reject mail from|invalid sender|sender unknown|unverified sender|sender verification|sender email address|sending from|rejected: sender|return path|envelope sender|sender address has been|not allowed to post|don't have permission to post|does not have permission|posting to|member-only|members only|not a member|mail from:"
  ],
  [
    "blocked",
    "banned|blacklist|black list|blocklist|block list|blocked|dnsbl|rbl|spamhaus|spamcop|sorbs|barracuda|senderbase|reputation|reverse dns|ptr record|no ptr|rdns|your ip|client host|ip address|helo|ehlo|my name was rejected|access denied. ip|bad dns|dynamic ip|dynamic host|connection refused by|connections from|your host|sending ip|poor reputation|mail server ip|this server|your network|rejecting mail from your|access from ip|hostname you introduced|not accept mail from|unresolvable|service refused"
  ],
  [
    "policyviolation",
    "policy violation|policy reasons|site policy|local policy|violates policy|due to policy|administrative prohibition|for policy|not compliant|by policy|prohibited by|policy restrict|disallowed by"
  ],
  [
    "securityerror",
    "authentication required|authrequired|authentication failed|authentication failure|must issue a starttls|tls required|encryption required|unauthorized|permission denied|you are not authorized|not authorized|security|delivery not authorized|access denied|authentication turned on|user not authenticated|session encryption|ssl required|verification failure|verification failed"
  ],
  [
    "expired",
    "retry timeout exceeded|timed out|timeout|time out|could not be delivered for|message still undelivered|still undelivered|been in the queue|queue too long|delivery time expired|delivery expired|envelope expired|message expired|delivery attempts|expired|failed 20 attempts|could not deliver for|retry time not reached|giving up|delivery is delayed|warning: could not send|unable to deliver for|cannot be delivered in|too long|delayed|not yet been delivered|deferred|gave up|was not delivered within|lost connection|conversation with"
  ],
  [
    "networkerror",
    "too many hops|hop count|mail loop|mail loops|loops back|routing loop|mail forwarding loop|loop detected|connection refused|connection timed out|connection reset|network error|no route|network is unreachable|host is unreachable|unreachable|dns server|temporary dns|name server|address family|cannot connect|couldn't connect|could not connect|connection was dropped|maximum hop|unable to resolve|dns lookup failure|dns error|messages redelivered"
  ],
  ["onhold", "on hold|on-hold"],
  ["systemfull", "system full|file system full|disk full|no space left on device|mail system full|insufficient system"],
  [
    "systemerror",
    "internal system error|internal error|internal server error|system error|server error|local error|service currently unavailable|service unavailable|system failure|configuration error|local configuration|error in processing|cannot be processed|could not be processed|timeout waiting|unable to process|resource temporarily|temporary failure|server down|server configuration|unexpected|queue file|proc error|duplicated message-id|loop alert|resourcesstore|mail for|mapi exception|storedrv|out of memory"
  ],
  ["mailererror", "exit status|command failed|procmail|pipe to|local delivery agent|vacation|mailer error|transport|exit code|x-unix"],
  [
    "syntaxerror",
    "syntax error|improper sequence|bad sequence|command not|unrecognized command|invalid command|need rcpt|need mail|command unrecognized|command out of sequence|sequence error|unimplemented|not implemented|pipelining"
  ]
]
const table: ReadonlyArray<readonly [Reason, ReadonlyArray<string>]> = phrases.map(([reason, words]) => [reason, words.split("|")])

/** Words about the recipient. Before the message was sent they mean what they say; afterwards somebody there turned it away. */
const unknownUser = (
  "user unknown|unknown user|no such user|user doesn't exist|user does not exist|does not exist|doesn't exist|no mailbox|mailbox not found|mailbox unavailable|recipient not found|recipient unknown|" +
  "unknown recipient|unknown address|invalid recipient|invalid address|invalid mailbox|invalid user|recipient address rejected|address rejected|no such recipient|no such mailbox|no such account|" +
  "no such address|no such person|not a valid|unknown account|unknown local|unknown mailbox|user not found|account not found|not found|addressee unknown|address unknown|recipient rejected|" +
  "recipient is not|not listed in|undeliverable address|unrouteable address|bad destination|unknown or illegal|not our customer|no account|cannot find user|not known|recipnotfound|nosuchuser|" +
  "mailbox name not allowed|no valid|isn't in our|not in our|not a known user|delivery to this address|address does not|nobody by|there is no one|invalid final|wrong address|user account is"
).split("|")
/** These leave no doubt, whenever they are said. */
const surelyUnknown =
  "user doesn't have a|account that you tried to reach does not exist|this account doesn't exist|has no account|mailbox does not exist|address doesn't exist".split(
    "|"
  )

/** A name with dots and no `@` before it. */
const goneHost = /(?:^|[\s<"'(])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}[>"')]? (?:does not|doesn't) exist/

const byStatus: Readonly<Record<string, Reason>> = {
  "1.0": "userunknown",
  "1.1": "userunknown",
  "1.2": "hostunknown",
  "1.3": "userunknown",
  "1.4": "filtered",
  "1.6": "hasmoved",
  "1.7": "rejected",
  "1.8": "rejected",
  "1.9": "userunknown",
  "1.10": "notaccept",
  "2.0": "filtered",
  "2.1": "suspend",
  "2.2": "mailboxfull",
  "2.3": "mesgtoobig",
  "2.4": "filtered",
  "3.0": "systemerror",
  "3.1": "systemfull",
  "3.2": "notaccept",
  "3.3": "systemerror",
  "3.4": "mesgtoobig",
  "3.5": "systemerror",
  "4.0": "networkerror",
  "4.1": "expired",
  "4.2": "networkerror",
  "4.3": "systemerror",
  "4.4": "hostunknown",
  "4.5": "systemfull",
  "4.6": "networkerror",
  "4.7": "expired",
  "4.14": "networkerror",
  "5.0": "syntaxerror",
  "5.1": "syntaxerror",
  "5.2": "syntaxerror",
  "5.3": "ratelimited",
  "5.4": "systemerror",
  "5.5": "systemerror",
  "6.0": "contenterror",
  "6.1": "contenterror",
  "6.2": "contenterror",
  "6.3": "contenterror",
  "6.5": "contenterror",
  "6.6": "contenterror",
  "7.0": "securityerror",
  "7.1": "securityerror",
  "7.2": "filtered",
  "7.4": "securityerror",
  "7.5": "securityerror",
  "7.6": "securityerror",
  "7.7": "securityerror",
  "7.8": "securityerror",
  "7.9": "securityerror",
  "7.13": "suspend",
  "7.17": "hasmoved",
  "7.23": "authfailure",
  "7.25": "blocked",
  "7.26": "authfailure"
}

/** The reason; `words` are the servers' own, in any case. */
export const of = (words: string, status: string, replyCode: string, step: Step): Reason => {
  // "Recipient address rejected:" is how one mail server begins all it has to say, whatever follows.
  const said = words.toLowerCase().replace(/recipient address rejected: (?=\S)/g, "")
  if (surelyUnknown.some((phrase) => said.includes(phrase))) return "userunknown"
  if (step === "connect") return "blocked"
  if (goneHost.test(said)) return "hostunknown"
  const about = status.slice(2)
  const known = byStatus[about]
  const unknown = unknownUser.some((phrase) => said.includes(phrase))
  // A code that says "no such recipient" is believed unless the words say something else in particular.
  const spoken = table.find(([, of]) => of.some((phrase) => said.includes(phrase)))?.[0]
  if (spoken !== undefined && !(unknown && isVague(spoken))) return spoken
  if (unknown) return known === "userunknown" || (step === "rcpt" && known !== "filtered") ? "userunknown" : "filtered"
  if (known !== undefined) return known
  if (step === "mail") return "rejected"
  return replyCode.startsWith("421") ? "expired" : step === "rcpt" && replyCode === "550" ? "userunknown" : "undefined"
}

const isVague = (reason: Reason): boolean =>
  reason === "securityerror" ||
  reason === "systemerror" ||
  reason === "mailererror" ||
  reason === "expired" ||
  reason === "policyviolation" ||
  reason === "contenterror"
