import type { Report } from 'clearmargin';
import { Section } from './section.js';

export function Notes({ report }: { report: Report }) {
  const groups = [
    { title: 'Warnings', texts: report.warnings },
    { title: 'Taken for granted', texts: report.assumptions },
    { title: 'Ignored in the bundle', texts: report.ignored },
  ].filter(({ texts }) => texts.length > 0);
  if (groups.length === 0) return null;
  return (
    <Section title="What to keep in mind">
      {groups.map(({ title, texts }) => (
        <div key={title} className="note-group">
          <h3>{title}</h3>
          <ul>
            {texts.map((text, i) => (
              <li key={i}>{text}</li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
