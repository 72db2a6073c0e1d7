import { Component, createElement } from 'preact';
import type { ComponentChild, ComponentType } from 'preact';

/** Draws a component again only when one of its properties is another object. */
export function memo<P extends object>(Drawn: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const before = this.props as Record<string, unknown>;
      const after = next as Record<string, unknown>;
      return Object.keys({ ...before, ...after }).some((key) => before[key] !== after[key]);
    }

    override render(): ComponentChild {
      return createElement(Drawn, this.props as P) as ComponentChild;
    }
  };
}
