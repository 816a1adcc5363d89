import { budgets, weigh } from './size/budgets.ts';

/** Fails when a built page weighs more than it may, and names what weighs most. */
for (const weight of budgets.map((budget) => weigh(budget))) {
  const { page, kb, limitKb, pieces } = weight;
  process.stdout.write(`${page}: ${kb.toFixed(1)} KB of ${limitKb} KB of scripts\n`);
  if (kb <= limitKb) continue;
  process.exitCode = 1;
  for (const { name, gzipBytes } of pieces.slice(0, 12))
    process.stdout.write(`  ${(gzipBytes / 1000).toFixed(1).padStart(6)} KB  ${name}\n`);
  process.stdout.write('  Let what is not seen at once come late: src/renderer/ui/late.tsx.\n');
}
