/**
 * Arguments of at least `length` characters, as a model writes them for a surface: many small
 * components that point at one another and at data, and the data.
 */
export function surfaceInput(length: number): string {
  const components: object[] = [];
  const data: object[] = [];
  let written = 0;
  for (let index = 0; written < length; index++) {
    const stage = stageAt(index);
    const row = rowAt(index);
    components.push(...row);
    data.push(stage);
    written += JSON.stringify(row).length + JSON.stringify(stage).length;
  }
  return JSON.stringify({ surfaceId: 'main', components, data: { stages: data } });
}

/** Arguments of at least `length` characters of which nearly all is one text: a file that is written. */
export function documentInput(length: number): string {
  const line = 'export const answer = "forty-two";\t// see \\ChapterThree\n';
  return JSON.stringify({
    path: 'notes.md',
    content: line.repeat(Math.ceil(length / line.length)),
  });
}

function rowAt(index: number): object[] {
  const path = `/stages/${index}`;
  return [
    {
      id: `row-${index}`,
      component: 'Row',
      children: [`name-${index}`, `km-${index}`, `open-${index}`],
      align: 'center',
    },
    {
      id: `name-${index}`,
      component: 'Text',
      text: { path: `${path}/name` },
      variant: index % 5 === 0 ? 'h3' : 'body',
    },
    {
      id: `km-${index}`,
      component: 'Text',
      text: { call: 'formatNumber', args: { value: { path: `${path}/km` } } },
    },
    {
      id: `open-${index}`,
      component: 'Button',
      child: `label-${index}`,
      action: { event: { name: 'open', context: { index } } },
    },
  ];
}

function stageAt(index: number): object {
  return {
    name: `Stage ${index}: ${names[index % names.length] ?? ''}`,
    km: index * 7.25,
    steep: index % 3 === 0,
    note: index % 4 === 0 ? null : 'Above the tree line it is “windy”,\nso bring a \\coat\\.',
  };
}

const names = ['Ålesund', 'Gjøvik', 'Røros', 'Voss', '東京', 'Kyiv'];
