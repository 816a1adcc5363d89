/** Controls that need not be used to have done their work, each with the reason. */
const reasons: readonly { readonly control: RegExp; readonly because: string }[] = [
  { control: /“\(another site\)”$/, because: 'it opens another site, which no test may ask' },
  {
    control: /› (?:region|pre|group) “/,
    because: 'it is there to be scrolled, which the browser does',
  },
];

export function isExcused(name: string): boolean {
  return reasons.some(({ control }) => control.test(name));
}
