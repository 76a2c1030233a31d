/**
 * Which component shows which view. A view is a module `features/<folder>/<Name>View.tsx` with the named export `<Name>View`,
 * without props: it reads the address and calls hooks.
 */
import { type ComponentType, lazy } from 'react';
import type { ViewName } from '../state/url.ts';
import type { IconName } from '../ui/icons.tsx';

type ViewModule = Readonly<Record<string, ComponentType>>;
const modules = import.meta.glob<ViewModule>('../features/*/*View.tsx');

function view(folder: string, name: string): ComponentType | null {
  const load = modules[`../features/${folder}/${name}.tsx`];
  if (!load) return null;
  return lazy(async () => {
    const component = (await load())[name];
    if (!component) throw new Error(`features/${folder}/${name}.tsx does not export ${name}.`);
    return { default: component };
  });
}

export const VIEW_COMPONENTS: Readonly<Record<Exclude<ViewName, 'welcome'>, ComponentType | null>> = {
  portfolio: view('portfolio', 'PortfolioView'),
  accounts: view('accounts', 'AccountsView'),
  account: view('account', 'AccountView'),
  'what-if': view('whatif', 'WhatIfView'),
  models: view('models', 'ModelsView'),
  data: view('data', 'DataView'),
  settings: view('settings', 'SettingsView'),
};

export type NavItem = {
  readonly view: ViewName;
  readonly name: string;
  readonly icon: IconName;
  readonly opensGroup: boolean;
};

/** In the product's order; a view without a component is left out. */
export const NAV: readonly NavItem[] = (
  [
    { view: 'portfolio', name: 'Portfolio', icon: 'portfolio', opensGroup: false },
    { view: 'accounts', name: 'Accounts', icon: 'accounts', opensGroup: false },
    { view: 'what-if', name: 'What-if', icon: 'what-if', opensGroup: true },
    { view: 'models', name: 'Models', icon: 'models', opensGroup: false },
    { view: 'data', name: 'Data', icon: 'data', opensGroup: true },
    { view: 'settings', name: 'Settings', icon: 'settings', opensGroup: false },
  ] as const
).filter((item) => VIEW_COMPONENTS[item.view] !== null);
