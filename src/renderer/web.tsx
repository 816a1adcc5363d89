import { connectToDoor } from './bridge/connect-to-door.ts';
import { startApp } from './start-app.tsx';

await startApp(connectToDoor());
