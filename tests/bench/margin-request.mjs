// @ts-check
/**
 * A request of `computeMargin` made of a report's inputs, with as many positions as asked for, sizes and entries spread.
 * @param {any} policy
 * @param {any} report
 * @param {number} count
 */
export function marginRequest(policy, report, count) {
  const kinds = report.inputs.positions.filter((/** @type {any} */ position) => position.margin_mode === "cross");
  const positions = Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    const side = index % 3 === 0 ? "-" : "";
    return { ...kind, id: `position-${index}`, qty: `${side}${index + 1}.5`, entry: `${Number(kind.entry) * (0.9 + index / 400)}` };
  });
  return { policy, now: report.now, evidence: report.evidence, inputs: { ...report.inputs, positions } };
}
