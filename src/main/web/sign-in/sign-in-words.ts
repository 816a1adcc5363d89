const en = {
  title: 'Sign in to Tina',
  open: 'Please open the link that Tina printed on the terminal. It signs this browser in.',
  help: 'The link works once and for ten minutes. For a new one, start Tina again on the terminal: if it is running already, it only prints a new link.',
  signingIn: 'Signing in…',
  notKept:
    'This browser did not keep the sign-in. Please try Chrome, Edge or Firefox, with cookies allowed for this page.',
  tooMany: 'There were too many wrong links just now. Please wait a minute and try again.',
  used: 'This link was used already or is too old.',
  away: 'Tina does not answer. Is it still running?',
} as const;

/** What the page to sign in says. */
export const signInWords: Readonly<Record<'en' | 'de', Readonly<Record<keyof typeof en, string>>>> =
  {
    en,
    de: {
      title: 'Bei Tina anmelden',
      open: 'Bitte öffne den Link, den Tina im Terminal ausgegeben hat. Er meldet diesen Browser an.',
      help: 'Der Link gilt einmal und zehn Minuten lang. Einen neuen gibt es, wenn du Tina im Terminal noch einmal startest: Läuft sie schon, gibt sie nur einen neuen Link aus.',
      signingIn: 'Wird angemeldet …',
      notKept:
        'Dieser Browser hat die Anmeldung nicht behalten. Bitte versuch es mit Chrome, Edge oder Firefox und erlaube Cookies für diese Seite.',
      tooMany:
        'Gerade gab es zu viele falsche Links. Bitte warte eine Minute und versuch es noch einmal.',
      used: 'Dieser Link wurde schon benutzt oder ist zu alt.',
      away: 'Tina antwortet nicht. Läuft sie noch?',
    },
  };
