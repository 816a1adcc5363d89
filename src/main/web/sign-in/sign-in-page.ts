import { signInWords } from './sign-in-words.ts';

const { en } = signInWords;

/**
 * The only page served without a session: static, no secret in it, works without the renderer. Its script
 * puts in the words of the browser's language.
 */
export const signInHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${en.title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/sign-in.css" />
    <script src="/sign-in.js" defer></script>
  </head>
  <body>
    <main>
      <h1>Tina</h1>
      <p id="state" role="status">${en.open}</p>
      <p id="help">${en.help}</p>
      <noscript><p>Tina needs JavaScript. <span lang="de">Tina braucht JavaScript.</span></p></noscript>
    </main>
  </body>
</html>
`;

export const signInStyle = `:root {
  color-scheme: light dark;
  font: 16px/1.5 system-ui, sans-serif;
  color: light-dark(#1d1d1f, #ececf0);
  background: light-dark(#fbfbfc, #17171a);
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 28rem; padding: 2rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; font-weight: 600; }
p { margin: 0 0 0.75rem; }
#help { color: light-dark(#5c5c66, #a2a2ad); font-size: 0.9375rem; }
[hidden] { display: none; }
`;

/**
 * The code is in the fragment, which browsers send to nobody; the script takes it out of the address
 * before anything else, so that it stays in no history entry, and posts it.
 */
export const signInScript = `const state = document.getElementById('state');
const help = document.getElementById('help');
const code = location.hash.slice(1);
history.replaceState(null, '', '/sign-in');

const words = ${JSON.stringify(signInWords)};
const language = navigator.languages.map((locale) => locale.slice(0, 2)).find((it) => it in words) ?? 'en';
const say = words[language];
document.documentElement.lang = language;
document.title = say.title;
state.textContent = say.open;
help.textContent = say.help;

async function isSignedIn() {
  const response = await fetch('/auth/session', { cache: 'no-store' });
  return response.ok && (await response.json()).signedIn === true;
}

async function signIn() {
  state.textContent = say.signingIn;
  help.hidden = true;
  const response = await fetch('/auth/exchange', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (await isSignedIn()) return location.replace('/');
  help.hidden = false;
  if (response.ok) {
    state.textContent = say.notKept;
  } else if (response.status === 429) {
    state.textContent = say.tooMany;
  } else {
    state.textContent = say.used;
  }
}

async function start() {
  try {
    if (code !== '') await signIn();
    else if (await isSignedIn()) location.replace('/');
  } catch {
    help.hidden = false;
    state.textContent = say.away;
  }
}

addEventListener('hashchange', () => location.reload());
void start();
`;
