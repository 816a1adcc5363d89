/** The only page served without a session: static, no secret in it, works without the renderer. */
export const signInHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Sign in to Tina</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/sign-in.css" />
    <script src="/sign-in.js" defer></script>
  </head>
  <body>
    <main>
      <h1>Tina</h1>
      <p id="state" role="status">Please open the link that Tina printed on the terminal. It signs this browser in.</p>
      <p id="help">
        The link works once and for ten minutes. For a new one, start Tina again on the terminal: if it is running
        already, it only prints a new link.
      </p>
      <noscript><p>Tina needs JavaScript.</p></noscript>
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

async function isSignedIn() {
  const response = await fetch('/auth/session', { cache: 'no-store' });
  return response.ok && (await response.json()).signedIn === true;
}

async function signIn() {
  state.textContent = 'Signing in…';
  help.hidden = true;
  const response = await fetch('/auth/exchange', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (await isSignedIn()) return location.replace('/');
  help.hidden = false;
  if (response.ok) {
    state.textContent = 'This browser did not keep the sign-in. Please try Chrome, Edge or Firefox, with cookies allowed for this page.';
  } else if (response.status === 429) {
    state.textContent = 'There were too many wrong links just now. Please wait a minute and try again.';
  } else {
    state.textContent = 'This link was used already or is too old.';
  }
}

async function start() {
  try {
    if (code !== '') await signIn();
    else if (await isSignedIn()) location.replace('/');
  } catch {
    help.hidden = false;
    state.textContent = 'Tina does not answer. Is it still running?';
  }
}

addEventListener('hashchange', () => location.reload());
void start();
`;
