/** The player: one tick a step. Forward ticks point right, backward ticks point left. */
import { alsoSaid, h, setAttribute, setText } from "../../elements/dom.js";
import { inlineNode } from "../../elements/formula/math.js";
import { emit } from "../../events.js";

/**
 * @import {Symbols, Translate} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

export class GsPlayer extends HTMLElement {
  /** @type {HTMLButtonElement[]} */
  ticks = [];

  /** Buttons come with the page; they say what they do in `data-act`. */
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
      if (button instanceof HTMLElement) emit(this, "gs-play", { act: button.dataset.act ?? "" });
    });
    new ResizeObserver(() => this.fit()).observe(this);
    this.querySelector("select")?.addEventListener("change", (event) => {
      emit(this, "gs-speed", Number(/** @type {HTMLSelectElement} */ (event.target).value));
    });
  }

  /**
   * @param {Step[]} steps
   * @param {Symbols} symbols
   * @param {Translate} t
   */
  build(steps, symbols, t) {
    this.ticks = steps.map((step, k) => {
      const symbol = (step.phase === "forward" ? symbols.values : symbols.gradients)[step.quantity];
      const label = t("player.tick", {
        n: step.index + 1,
        phase: t(`phase.${step.phase}`),
        title: step.title,
      });
      const tick = h("button", {
        type: "button",
        class: "tick",
        "data-phase": step.phase,
        title: step.title,
      });
      tick.append(h("span", { class: "bar" }), inlineNode(symbol), alsoSaid(label));
      tick.dataset.k = String(k);
      return tick;
    });
    const groups = ["forward", "backward"].map((phase) => {
      const some = this.ticks.filter((tick) => tick.dataset.phase === phase);
      const group = h("div", {
        class: "phase",
        role: "group",
        "aria-label": t(`phase.${phase}`),
        "data-phase": phase,
      });
      group.append(
        h("span", { class: "name", "aria-hidden": "true" }, t(`player.${phase}`)),
        h("div", { class: "track" }, ...some),
      );
      group.style.flexGrow = String(some.length);
      return group;
    });
    const track = h("div", { class: "ticks" }, ...groups);
    this.querySelector(".ticks")?.replaceWith(track);
    this.#scrub(track);
    this.fit();
  }

  /** Ticks have their symbols where there is room for all of a phase: h₁ takes less than ∂J/∂b₁. */
  fit() {
    for (const phase of this.querySelectorAll(".phase")) {
      setAttribute(phase, "data-dense", false);
      const symbols = [...phase.querySelectorAll(".tick math")];
      const widest = Math.max(...symbols.map((symbol) => symbol.getBoundingClientRect().width));
      const room = phase.querySelector(".tick")?.getBoundingClientRect().width ?? 0;
      setAttribute(phase, "data-dense", widest > room);
    }
  }

  /** @param {HTMLElement} track */
  #scrub(track) {
    const select = (/** @type {PointerEvent} */ event) => {
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".tick");
      if (under instanceof HTMLElement) emit(this, "gs-scrub", Number(under.dataset.k));
    };
    track.addEventListener("pointerdown", (event) => {
      if (event.button === 0) select(event);
    });
    track.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) select(event);
    });
    track.addEventListener("click", (event) => {
      const tick = event.target instanceof Element ? event.target.closest(".tick") : null;
      if (event.detail === 0 && tick instanceof HTMLElement) emit(this, "gs-scrub", Number(tick.dataset.k));
    });
  }

  /**
   * @param {number} position
   * @param {boolean} all  everything is shown as computed
   * @param {boolean} playing
   * @param {Translate} t
   */
  show(position, all, playing, t) {
    if (this.ticks.some((tick) => tick === document.activeElement)) this.ticks[position].focus();
    this.ticks.forEach((tick, k) => {
      setAttribute(tick, "aria-current", k === position ? "step" : null);
      setAttribute(tick, "data-done", all || k <= position);
      tick.tabIndex = k === position ? 0 : -1;
    });
    const play = this.querySelector("[data-act=play]");
    if (play) {
      setAttribute(play, "data-playing", playing);
      setAttribute(play, "aria-label", t(playing ? "player.pause" : "player.play"));
      setAttribute(play, "title", t(playing ? "player.pause" : "player.play"));
    }
    const whole = this.querySelector("[data-act=all]");
    if (whole) setAttribute(whole, "aria-pressed", String(all));
    const count = this.querySelector(".count");
    if (count) setText(count, `${position + 1} / ${this.ticks.length}`);
  }
}

customElements.define("gs-player", GsPlayer);
