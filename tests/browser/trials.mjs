// The ways to try something out on the page, each up to where its outcome is shown.
const open = async (page, trial) => {
  await page.getByText('Try an order, a transfer or a rescue').click();
  await page.getByRole('radio', { name: trial, exact: true }).check({ force: true });
};

/** The row of a figure in the table of now and then. */
export const rowOf = (page, figure) => page.locator(`.before-after tr[data-figure="${figure}"]`);

/** What stands in a column of that row, as a number. */
export const numberIn = async (page, figure, column) => {
  const text = await rowOf(page, figure).locator(`td[data-label="${column}"]`).innerText();
  return Number(text.replace(/[,▲▼ %]/g, '').replace('−', '-'));
};

/** Waits until the account that would be is shown. */
export const outcome = (page, words = /would/) => page.locator('.before-after .state', { hasText: words }).waitFor();

export const tryOut = {
  async order(page) {
    await open(page, 'Order');
    await page.getByRole('radio', { name: 'Sell', exact: true }).check({ force: true });
    await page.locator('.slider-ends', { hasText: /at most [\d,.]+/ }).waitFor();
    await page.getByLabel('Sell', { exact: true }).last().fill('10.5');
    await outcome(page);
  },
  async transfer(page) {
    await open(page, 'Transfer');
    await page.getByLabel('Move', { exact: true }).fill('1000');
    await outcome(page);
  },
  async reach(page) {
    await open(page, 'Rescue');
    await page.getByLabel('To stand at, USD').fill('2000');
    await page.getByRole('button', { name: 'Find ways' }).click();
    await page.getByRole('table', { name: 'Ways to stand at that price' }).waitFor();
  },
};
