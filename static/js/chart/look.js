// Colours and type of the portal's style sheets, for a canvas.
const style = getComputedStyle(document.documentElement);

export const NARROW = 560;
export const family = style.getPropertyValue("--font").trim();
export const colour = (name) => style.getPropertyValue(`--${name}`).trim();
export const font = (size, weight = "normal") => `${weight} ${size}px ${family}`;

/** What each signal looks like: never by colour alone. */
export const SHAPES = {
  good: { colour: "improving", pointStyle: "circle", size: 1 },
  bad: { colour: "worsening", pointStyle: "rectRot", size: 1.25 },
  sig: { colour: "signal", pointStyle: "rect", size: 1.15 },
  "": { colour: "control", pointStyle: "circle", size: 1 },
};
