/**
 * How much of an argument may be moved out as a secret. A person agrees to what is run by reading it, so
 * nothing that decides what is run may hide as one: `whole` the argument, the `value` of a `NAME=value` that
 * could not be a program, or `nothing`.
 */
export type MayHide = 'whole' | 'value' | 'nothing';

/** By argument. What a program is given may be hidden; the program, and what comes before it, may not. */
export function whatMayHide(command: string, args: readonly string[]): readonly MayHide[] {
  if (args.some((arg, index) => isCode(arg, args[index - 1]))) return args.map(() => 'nothing');
  const program = launchers.test(command.split(/[/\\]/).at(-1) ?? '') ? programIn(args) : -1;
  return args.map((_, index) => (index > program ? 'whole' : 'value'));
}

/** Commands that run what they are told to. */
const launchers =
  /^(npx|npm|pnpm|pnpx|yarn|bunx?|uvx?|pipx|dnx|dotnet|docker|podman|nerdctl|node|deno|tsx|ts-node|python[\d.]*w?|py|ruby|perl|php|java|go|cargo|nix|make|sh|ash|bash|dash|zsh|fish|ksh|cmd|powershell|pwsh|wscript|cscript|mshta|rundll32|osascript|open|start|env|sudo|doas|xargs|ssh|wsl|time|timeout|nohup|nice|setsid|stdbuf|script|busybox|chroot|unshare|flatpak|snap|cross-env|dotenv|mise|asdf|volta|fnm|conda|poetry|hatch|rye|pdm)(\.exe|\.cmd|\.bat)?$/i;

/** Words of a launcher before the program's name, and its flags that take no value. */
const before = /^(run|exec|dlx|x|tool|start|container|create)$/;
const switches =
  /^(-y|--yes|-i|-t|-it|--rm|--interactive|--tty|-q|--quiet|--silent|--isolated|--)$/;

/** The first word that cannot be the value of a flag; all of them where there is none. */
function programIn(args: readonly string[]): number {
  const found = args.findIndex((arg, index) => {
    const last = args[index - 1] ?? '--';
    return (
      !arg.startsWith('-') && !before.test(arg) && (!last.startsWith('-') || switches.test(last))
    );
  });
  return found === -1 ? args.length : found;
}

/** A script as an argument, as shells and interpreters take it: in it anything can be put together. */
function isCode(arg: string, last: string | undefined): boolean {
  return (
    last !== undefined &&
    /^(-[a-z]*[cep]|--(eval|exec|command|call|print)|\/[ck]|-(Encoded)?Command)$/i.test(last) &&
    /[\s$`;|&<>()]/.test(arg) &&
    // `-e NAME=value` of a container.
    !/^[A-Za-z_]\w*=[^$`;|&<>()]*$/.test(arg)
  );
}
