export interface HostileMarkdown {
  readonly name: string;
  readonly text: string;
  /** What of it a reader must be able to read; if nothing is said here, only what stands around it. */
  readonly shows?: readonly string[];
}

/** What a script would do if it ran. */
const run = "globalThis.ran='yes'";
const elsewhere = 'https://elsewhere.example';

const scripts: readonly HostileMarkdown[] = [
  ...[
    `<script>${run}</script>`,
    `<script src="${elsewhere}/x.js"></script>`,
    `<script type="module">import "${elsewhere}/x.js"</script>`,
    `<img src=x onerror="${run}">`,
    `<img src="${elsewhere}/pixel.png">`,
    `<image src="${elsewhere}/pixel.png">`,
    `<svg onload="${run}"></svg>`,
    `<svg><script>${run}</script></svg>`,
    `<svg><use href="${elsewhere}/x.svg#a"/></svg>`,
    `<svg><a xlink:href="javascript:${run}"><text y="20">click</text></a></svg>`,
    `<math><mtext><img src=x onerror="${run}"></mtext></math>`,
    `<iframe src="javascript:${run}"></iframe>`,
    `<iframe srcdoc="<script>${run}</script>"></iframe>`,
    `<object data="${elsewhere}/x.swf"></object>`,
    `<embed src="${elsewhere}/x.pdf">`,
    `<video src="${elsewhere}/x.mp4" poster="${elsewhere}/x.png" autoplay></video>`,
    `<audio src=x onerror="${run}">`,
    `<link rel="stylesheet" href="${elsewhere}/x.css">`,
    `<link rel="dns-prefetch" href="${elsewhere}">`,
    `<meta http-equiv="refresh" content="0;url=${elsewhere}">`,
    `<base href="${elsewhere}/">`,
    `<form action="${elsewhere}"><button autofocus onfocus="${run}">go</button></form>`,
    `<details open ontoggle="${run}">more</details>`,
    `<body onload="${run}">`,
    `<style>body { display: none; background: url(${elsewhere}/bg.png) }</style>`,
    `<p style="position:fixed;inset:0;background:url(${elsewhere}/bg.png)">over everything</p>`,
    `<a href="javascript:${run}">click</a>`,
    `<input autofocus onfocus="${run}">`,
    `<template><script>${run}</script></template>`,
    `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
    `<!--><img src=x onerror="${run}">-->`,
    `<![CDATA[<script>${run}</script>]]>`,
    `<?php echo "<script>${run}</script>" ?>`,
    `<custom-element onclick="${run}">text</custom-element>`,
    `<img/src="x"/onerror=${run}//`,
    `<<script>${run}//<</script>`,
  ].map((text) => ({ name: text, text, shows: [text] })),
  {
    name: 'an element with the id of the page',
    text: '<div id="root"><form name="body"></form></div>',
    shows: ['<div id="root">'],
  },
  {
    name: 'HTML in a table, a list and a quote',
    text: `| a |\n| - |\n| <img src=x onerror="${run}"> |\n\n- <svg onload="${run}">\n\n> <iframe src="${elsewhere}">`,
    shows: [`<img src=x onerror="${run}">`, `<svg onload="${run}">`, `<iframe src="${elsewhere}">`],
  },
];

const links: readonly HostileMarkdown[] = [
  ...[
    `javascript:${run}`,
    `JaVaScRiPt:${run}`,
    `javascript&colon;${run}`,
    `&#106;avascript:${run}`,
    `&#x6A;avascript&#58;${run}`,
    `\u0001javascript:${run}`,
    `vbscript:msgbox(1)`,
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'file:///etc/passwd',
    'file://server/share',
    'blob:https://elsewhere.example/1',
    'filesystem:https://elsewhere.example/1',
    'view-source:https://elsewhere.example',
    'intent://x#Intent;end',
    'ms-msdt:/id',
    'smb://elsewhere.example/x',
    'tina://open/settings',
    'app://tina/',
    '//elsewhere.example/x',
    '/bridge',
    '?q=1',
    '#/settings',
    'https://bank.example@elsewhere.example/',
  ].map((href) => ({
    name: `a link to ${href}`,
    text: `[the words](<${href}>)`,
    shows: ['the words'],
  })),
  {
    name: 'an autolink that is none',
    text: `<javascript:${run}>`,
    shows: [`javascript:${run}`],
  },
  {
    name: 'a link by reference',
    text: `[the words][x]\n\n[x]: javascript:${run} "title"`,
    shows: ['the words'],
  },
  {
    name: 'a title that breaks out',
    text: `[the words](${elsewhere} "x\\" onmouseover=\\"${run}")`,
    shows: ['the words'],
  },
  {
    name: 'an address that breaks out',
    text: `[the words](${elsewhere}/"onmouseover="${run})`,
    shows: ['the words'],
  },
];

const images: readonly HostileMarkdown[] = [
  ...[
    `${elsewhere}/pixel.png?secret`,
    `//elsewhere.example/pixel.png`,
    `http://127.0.0.1:1/pixel.png`,
    `/favicon.ico?secret`,
    `javascript:${run}`,
    `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${run}"/>`).toString('base64')}`,
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'file:///etc/passwd',
  ].map((href) => ({
    name: `an image at ${href.slice(0, 60)}`,
    text: `![the picture](${href})`,
    shows: ['the picture'],
  })),
  {
    name: 'an image in a link in a heading',
    text: `# [![the picture](${elsewhere}/a.png)](${elsewhere}/b)`,
    shows: ['the picture'],
  },
  {
    name: 'an image by reference',
    text: `![the picture][p]\n\n[p]: ${elsewhere}/pixel.png`,
    shows: ['the picture'],
  },
  {
    name: 'a hundred images',
    text: `![x](${elsewhere}/pixel.png)\n`.repeat(100),
  },
];

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];
const oddities: readonly HostileMarkdown[] = [
  ...names.map((name) => ({
    name: `the name ${name}`,
    text: `\`\`\`${name}\ncode ${name}\n\`\`\`\n\n[${name}] and [^${name}] and &${name};\n\n[${name}]: ${elsewhere}\n\n[^${name}]: the note`,
    shows: [`code ${name}`, 'the note'],
  })),
  {
    name: 'a language that breaks out',
    text: `\`\`\`js"onmouseover="${run}" <script>${run}</script>\nthe code\n\`\`\``,
    shows: ['the code'],
  },
  {
    name: 'a language without end',
    text: `\`\`\`${'x'.repeat(10_000)}\nthe code\n\`\`\``,
    shows: ['the code'],
  },
  {
    name: 'letters turned around',
    text: 'The file is \u202egnp.exe\u202c, and [\u202emoc.elgoog\u202c](https://elsewhere.example/) \u2066x\u2069.',
    shows: ['The file is', 'elsewhere.example'],
  },
  {
    name: 'an override that is never closed',
    text: '\u202e\u202e\u202e turned\n\nand this is not',
    shows: ['and this is not'],
  },
  {
    name: 'a host in another alphabet',
    text: '[apple.com](https://аpple.com/)',
    shows: ['apple.com', 'xn--pple-43d.com'],
  },
  {
    name: 'words that name another host',
    text: '[https://bank.example/](https://elsewhere.example/)',
    shows: ['https://bank.example/', 'elsewhere.example'],
  },
  {
    name: 'nothing but what nobody sees',
    text: '\u200b\u200c\u200d\u2060\ufeff\u00ad'.repeat(500),
  },
  { name: 'marks above marks', text: `Z${'\u0301\u0336'.repeat(5_000)} end`, shows: [' end'] },
  { name: 'control characters', text: 'a\u0000b\u0007c\u001b[31md\u0085e', shows: ['c'] },
  { name: 'half a character', text: 'a \ud83d b \udc00 c', shows: [' b '] },
  {
    name: 'styles as the classes of the page',
    text: '<div class="fixed inset-0 bg-danger">{color:red} `class="hidden"`</div>',
    shows: ['fixed inset-0'],
  },
  {
    name: 'a template',
    text: '{{constructor.constructor("globalThis.ran=1")()}} ${1+1} <%= 1 %>',
    shows: ['${1+1}'],
  },
  {
    name: 'a fence never closed',
    text: '```js\nconst a = 1;\n\nstill code',
    shows: ['still code'],
  },
  {
    name: 'emphasis never closed',
    text: '**a _b ~~c `d [e ![f <g',
    shows: ['**a _b', '[e ![f <g'],
  },
  { name: 'a table never filled', text: '| a | b |\n| - | - |\n| 1', shows: ['1'] },
  {
    name: 'a note that points at itself',
    text: 'see[^1]\n\n[^1]: me[^1] and[^2]\n[^2]: back[^1]',
    shows: ['me', 'back'],
  },
  {
    name: 'notes nothing points at',
    text: '[^a]: first\n\n[^a]: twin\n\n[^b]: alone',
    shows: ['first', 'twin', 'alone'],
  },
  { name: 'labels that point at each other', text: '[a]: [b]\n[b]: [a]\n\n[a] [b]' },
];

/** Each would run something, ask for something, lead astray or lose words if it were drawn as it wants to be. */
export const hostileMarkdown = [...scripts, ...links, ...images, ...oddities];
