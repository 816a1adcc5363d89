import { app } from 'electron';

// Door 1, Electron. The window arrives with the desktop shell; until then `npm start` opens the web door.
process.stderr.write(
  'The desktop window is not part of this version yet: please use npm run start:web.\n',
);
app.exit(1);
