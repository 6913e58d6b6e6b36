/** Thrown when a question is too large to be decided; every entry point turns it into UNKNOWN. */
export class BudgetExceeded extends Error {}

/** Bounds the work of one question, so that hostile input ends with an answer. */
export class Budget {
  private left: number;

  /**
   * @param steps how many elementary steps one question may take
   */
  constructor(private readonly steps: number) {
    this.left = steps;
  }

  /**
   * @param cost steps taken
   * @throws BudgetExceeded when there are none left
   */
  public spend(cost: number): void {
    this.left -= cost;
    if (this.left < 0) throw new BudgetExceeded(`more than ${this.steps} steps would be needed`);
  }
}
