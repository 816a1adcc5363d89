import { stem } from './words.ts';

/** Other words for the same, as servers use them; whoever asks for one means the others a little. */
const groups = `
delete remove erase trash discard
create add new make
find search look lookup query
list show display enumerate
read get fetch view open retrieve
update edit change modify
write save store
send post
reply answer respond
email mail message inbox
event meeting appointment
folder directory
file document
image picture photo
song track music
play playback
pause stop
issue bug ticket
error crash exception
restart rerun
website page url web
execute run
cancel end
move rename
compare difference diff
far distance travel
history recent
money payment balance
invoice bill
route directions
schedule event
free available
volume louder quieter
bigger resize
color colour
cost price
alert warning
rain forecast
warm temperature
heating thermostat
cloud drive
aloud speech
spelling grammar
clock time
pr pull
ci workflow
fixed resolved
`;

/** German words for what tools do, and to what. */
const german = `
lesen read
schreiben write
offnen open read
anzeigen show list
zeige show list
suchen search find
suche search find
finden find search
anlegen create
erstellen create
mache make create
machen make take
vereinbaren create schedule
hinzufugen add
andern change update
bearbeiten edit
umbenennen rename move
verschieben move
kopieren copy
loschen delete
entfernen remove delete
absagen cancel delete
senden send
schicken send
antworten reply
beantworten reply
weiterleiten forward
herunterladen download
hochladen upload
speichern save write
teilen share
ubersetzen translate
einschalten turn on
ausschalten turn off
starten start run
stoppen stop pause
anhalten pause stop
spiele play
spielen play
datei file
dateien files
ordner folder directory
verzeichnis directory
nachricht message
kanal channel
termin event calendar
termine events calendar list
kalender calendar
besprechung meeting event
wetter weather
vorhersage forecast
morgen forecast upcoming
musik music
lied song track
nachste next
lauter volume
wegbeschreibung directions
nahe nearby places
ort place
adresse address
bildschirmfoto screenshot
seite page
bild image
tabelle table
tabellen tables
datenbank database
zeile row
spalte column
text text
rechnung invoice
kunde customer
kunden customer
zahlung payment
licht light
heizung thermostat temperature
tur door
zeit time
spat time current
uhr time clock
internet internet web
aktie stock
wahrung currency
fehler error
zweig branch
anhang attachment
entwurf draft
notiz note page
aufgabe task ticket
ubersicht list
`;

function lines(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));
}

const sameAs: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const group of lines(groups).map((words) => words.map(stem)))
    for (const word of group)
      found.set(word, [...(found.get(word) ?? []), ...group.filter((other) => other !== word)]);
  return found;
})();

const english: ReadonlyMap<string, readonly string[]> = new Map(
  lines(german).map(([word = '', ...meanings]) => [word, meanings.map(stem)]),
);
const germanWords = [...english.keys()].filter((word) => word.length >= 4);

/** Other words for a stem. */
export function synonymsOf(word: string): readonly string[] {
  return sameAs.get(word) ?? [];
}

/** English stems for a German word as `splitWords` gives it; of a compound, for the parts that are known. */
export function germanMeanings(word: string): readonly string[] {
  const known = english.get(word);
  if (known !== undefined) return known;
  if (word.length < 8) return [];
  return germanWords
    .filter((part) => word.includes(part))
    .flatMap((part) => english.get(part) ?? []);
}
