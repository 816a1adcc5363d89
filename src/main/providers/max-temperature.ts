/**
 * The highest temperature a model takes, by its name and whoever passes the request on: Anthropic's end at 1 (so does
 * vercel/ai, packages/anthropic). Empty for all others, which go as high as there is.
 */
export function maxTemperatureOf(model: string): { readonly maxTemperature?: number } {
  return /(^|[/.~])(anthropic|claude)/i.test(model) ? { maxTemperature: 1 } : {};
}
