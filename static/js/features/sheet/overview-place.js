/** Where the overview stands, above a sheet that is long: it comes with the first of these. */
import { isLong } from "../../lib/steps.js";
import { overview } from "./late.js";

/** @import {GsOverview} from "./overview.js" */

export class OverviewPlace {
  /** @type {GsOverview | null} */
  #element = null;
  /** Whether this sheet has one. */
  #wanted = false;
  /** What it tells, or will when it comes: the last of each. @type {Parameters<GsOverview["build"]> | null} */
  #built = null;
  /** @type {Parameters<GsOverview["show"]> | null} */
  #shown = null;
  /** @type {Parameters<GsOverview["follow"]>[0]} */
  #way = null;
  sheet;

  /** @param {HTMLElement} sheet  below it */
  constructor(sheet) {
    this.sheet = sheet;
  }

  /** @type {GsOverview["build"]} */
  build(steps, context) {
    this.#built = [steps, context];
    this.#shown = null;
    this.#wanted = false;
    if (isLong(steps)) this.want();
    else if (this.#element) this.#element.hidden = true;
  }

  /** The sheet is long: now, or as soon as it can be, the overview is there. */
  want() {
    if (this.#wanted) return;
    this.#wanted = true;
    if (overview.here) this.#stand(overview.here);
    else overview.bring().then((Overview) => this.#wanted && this.#stand(Overview));
  }

  /** @param {typeof import("./overview.js").GsOverview} Overview */
  #stand(Overview) {
    if (!this.#built) return;
    this.#element ??= new Overview();
    if (!this.#element.isConnected) this.sheet.before(this.#element);
    this.#element.hidden = false;
    this.#element.build(...this.#built);
    if (this.#shown) this.#element.show(...this.#shown);
    this.#element.follow(this.#way);
  }

  /** @type {GsOverview["show"]} */
  show(computed, current) {
    this.#shown = [computed, current];
    if (this.#wanted) this.#element?.show(computed, current);
  }

  /** @type {GsOverview["follow"]} */
  follow(way) {
    this.#way = way;
    if (this.#wanted) this.#element?.follow(way);
  }
}
