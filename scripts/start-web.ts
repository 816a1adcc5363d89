import { buildIfStale } from './build/build.ts';
import { endWithParent } from './child/end-with-parent.ts';
import { openWebDoor } from './start/open-web-door.ts';

endWithParent();

const code = await buildIfStale();
if (code === 0) await openWebDoor();
else process.exitCode = code;
