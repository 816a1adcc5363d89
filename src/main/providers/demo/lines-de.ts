import type { Lines } from './lines.ts';

export const german: Lines = {
  locale: 'de-DE',

  greeting: `Hallo, ich bin die **Demo**: ein kleines Skript in Tina, kein echtes Modell. Ich arbeite ohne Netz und ohne Schlüssel, damit du siehst, wie sich alles anfühlt.

Das kannst du mit mir ausprobieren:

- **Wie spät ist es?** Ich benutze ein Werkzeug, und in seiner Zeile kannst du nachsehen, was geschah.
- **Was ist (17 + 25) * 3?** Ich nehme den Taschenrechner.
- **Zeig mir eine Tabelle und etwas Code.** Du siehst, wie Antworten aussehen.
- **Erzähl mir eine lange Geschichte.** Drück mittendrin auf *Anhalten* und dann auf *Weiter*.
- **Mach einen Fehler.** Du wirst sehen, dass nichts Geschriebenes verloren geht.

Wenn du mit einem echten Modell sprechen möchtest, öffne die *Einstellungen* und trage einen Schlüssel ein.`,

  formatting: `Antworten sind in Markdown geschrieben[^1]. Eine Liste:

1. Zuerst *Betontes* und **Starkes**
2. Ein Link: [die Anleitung zu Markdown](https://commonmark.org/help/)
3. Eine Aufgabenliste:
   - [x] das hier lesen
   - [ ] selbst ausprobieren

Eine Tabelle:

| Planet | Monde | Jahr in Tagen |
| --- | ---: | ---: |
| Merkur | 0 | 88 |
| Erde | 1 | 365 |
| Mars | 2 | 687 |

Und etwas Code, der farbig wird, sobald seine letzte Zeile da ist:

\`\`\`ts
// Grüßt jemanden.
function greet(name: string, times = 1): string {
  return \`Hallo, \${name}. \`.repeat(times);
}
\`\`\`

Ein Bild von anderswo wird nicht von selbst geladen: ![das Zeichen von Markdown](https://commonmark.org/help/images/favicon.png)

> Was ein Modell schreibt, wird als Text gezeigt. Nichts davon wird ausgeführt.

[^1]: Ein paar Zeichen, die sagen, wie ein Text aussehen soll, und die man auch ohne das gut lesen kann.`,

  failing: `Diese Antwort wird mitten in einem Satz abbrechen, als wäre die Verbindung zum Modell verloren gegangen. Was du hier lesen kannst, bleibt, auch wenn du das Fenster schließt oder der Computer keinen Strom mehr hat, und`,

  realModel: `Um mit einem echten Modell zu sprechen, öffne die *Einstellungen*, wähle einen Anbieter und füge dort deinen Schlüssel ein. Tina behält ihn auf diesem Computer, und zu dieser Seite kommt er nie zurück: Du siehst nur noch seine letzten vier Zeichen.

Steht der Schlüssel schon in der Umgebung (zum Beispiel als \`ANTHROPIC_API_KEY\`), nimmt Tina ihn von selbst.`,

  story: `Es war einmal ein kleines Programm, das nur eine einzige Aufgabe hatte: langsam eine lange Geschichte zu schreiben, damit ihm jemand dabei zusehen konnte.

${[
  'Sie begann in einem Hafen. Jeden Morgen fuhren die Boote hinaus, bevor es hell wurde, und jeden Abend zählte sie jemand. Auf das Zählen kam es an, denn ein Boot, das niemand zählt, ist ein Boot, das niemand vermisst.',
  'Die Frau, die zählte, hatte ein Buch. Sie schrieb jedes Boot auf, wenn es hereinkam, nicht am Ende des Tages, sondern gleich, mit noch nasser Feder. „Was geschrieben ist, lässt sich wiederfinden“, sagte sie, wenn jemand fragte, warum sie nie wartete.',
  'In einem Herbst kam ein Sturm auf, während sie schrieb. Mitten in einer Zeile ging die Lampe aus, und als sie wieder brannte, stand der Satz noch da, zur Hälfte, nur das letzte Wort fehlte. Sie las ihn, tauchte die Feder ein und fuhr bei genau diesem Wort fort.',
  'Die Leute vom Hafen lernten von ihr. Der Bäcker schrieb die Brote auf, während sie im Ofen waren. Die Lehrerin schrieb die Fragen auf, bevor sie die Antworten wusste. Und als die große Flut die Häuser am Ufer nahm, verloren sie die Häuser, aber nichts von dem, was sie geschrieben hatten.',
  'Jahre später bat ein Reisender, das berühmte Buch sehen zu dürfen. Es war kleiner, als er gedacht hatte, und die meisten Zeilen waren langweilig. Boote, Brote, Fragen. „Warum hebst du das alles auf?“, fragte er. Sie schlug die Seite vom Sturm auf und zeigte ihm die Stelle, an der sich die Tinte ändert. „Deshalb“, sagte sie. „Man sieht es kaum.“',
].join('\n\n')}

Du kannst jederzeit auf *Anhalten* drücken, und danach auf *Weiter*. Auch wenn du das Fenster schließt, ist die Geschichte nicht zu Ende: Sie wird im Hintergrund weitergeschrieben und ist da, wenn du zurückkommst.

Ende.`,

  thought: (length) =>
    `Geschrieben wurden ${length} Zeichen. Ich bin ein Skript, „nachdenken“ heißt also: nach Wörtern suchen, die ich kenne. Ich vergleiche das Geschriebene mit meinen wenigen Regeln, nehme die erste, die passt, und antworte in ganzen Sätzen.`,
  hasThought:
    'Ich habe darüber nachgedacht. Öffne die gefaltete Zeile darüber, um zu lesen, wie. Ein echtes Modell tut das bei schwierigen Fragen, wenn „Erst nachdenken“ an ist.',
  asksCalculator: 'Das rechne ich mit dem Taschenrechner aus.',
  asksTool: (name) => `Ich nehme ${name}.`,
  asksClock: 'Ich sehe auf die Uhr.',
  result: (value) =>
    `Das Ergebnis ist **${value}**.\n\nÖffne die Zeile darüber, um zu sehen, was der Taschenrechner gefragt wurde und was zurückkam.`,
  time: (value) =>
    `Es ist **${value}**.\n\nEin Modell weiß nicht von selbst, wie spät es ist: Es hat das Werkzeug in der Zeile darüber gefragt.`,
  answered: (json) => `Das Werkzeug hat geantwortet: \`${json}\``,
  failed: (message) => `Das Werkzeug konnte das nicht: ${message}`,
  noReason: 'ein Grund wurde nicht genannt',
  goesOn: ' hier geht es weiter, in derselben Nachricht, genau an der Stelle, an der sie endete.',
};
