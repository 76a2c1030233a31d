/** Which component shows which view, each in a chunk of its own. Views take no props: they read the address and call hooks. */
import { type ComponentType, lazy } from 'react';
import type { ViewName } from '../state/url.ts';
import type { IconName } from '../ui/icons.tsx';

export const VIEW_COMPONENTS: Readonly<Record<Exclude<ViewName, 'welcome'>, ComponentType>> = {
  portfolio: lazy(async () => ({ default: (await import('../features/portfolio/PortfolioView.tsx')).PortfolioView })),
  accounts: lazy(async () => ({ default: (await import('../features/accounts/AccountsView.tsx')).AccountsView })),
  cohorts: lazy(async () => ({ default: (await import('../features/cohorts/CohortsView.tsx')).CohortsView })),
  account: lazy(async () => ({ default: (await import('../features/account/AccountView.tsx')).AccountView })),
  contact: lazy(async () => ({ default: (await import('../features/contact/ContactView.tsx')).ContactView })),
  overrides: lazy(async () => ({ default: (await import('../features/overrides/OverridesView.tsx')).OverridesView })),
  'what-if': lazy(async () => ({ default: (await import('../features/whatif/WhatIfView.tsx')).WhatIfView })),
  validation: lazy(async () => ({
    default: (await import('../features/validation/ValidationView.tsx')).ValidationView,
  })),
  models: lazy(async () => ({ default: (await import('../features/models/ModelsView.tsx')).ModelsView })),
  data: lazy(async () => ({ default: (await import('../features/data/DataView.tsx')).DataView })),
  gallery: lazy(async () => ({ default: (await import('../features/gallery/GalleryView.tsx')).GalleryView })),
  settings: lazy(async () => ({ default: (await import('../features/settings/SettingsView.tsx')).SettingsView })),
};

export type NavItem = {
  readonly view: ViewName;
  readonly name: string;
  readonly icon: IconName;
  readonly opensGroup: boolean;
};

/** In the product's order; views that are not built yet are left out. */
export const NAV: readonly NavItem[] = [
  { view: 'portfolio', name: 'Portfolio', icon: 'portfolio', opensGroup: false },
  { view: 'accounts', name: 'Accounts', icon: 'accounts', opensGroup: false },
  { view: 'cohorts', name: 'Cohorts', icon: 'cohorts', opensGroup: false },
  { view: 'what-if', name: 'What-if', icon: 'what-if', opensGroup: true },
  { view: 'validation', name: 'Validation', icon: 'validation', opensGroup: false },
  { view: 'models', name: 'Models', icon: 'models', opensGroup: false },
  { view: 'data', name: 'Data', icon: 'data', opensGroup: true },
  { view: 'settings', name: 'Settings', icon: 'settings', opensGroup: false },
];
