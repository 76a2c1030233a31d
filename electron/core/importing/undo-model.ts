/**
 * What a workspace shows, told without a database: every row read is a claim on a fact, and a fact is what the claims of the
 * standing batches come to, in the order in which they were made. The reference of the undo property test.
 */
export type Kind = 'accounts' | 'contacts' | 'tickets' | 'usage' | 'usage_wide' | 'contracts';
type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;
export type Table = { readonly kind: Kind; readonly columns: readonly string[]; readonly rows: readonly Row[] };

type Claim = {
  readonly batch: number;
  /** Rows of one batch that are stored together: of those about one fact a single one counts. */
  readonly sitting: number;
  readonly fact: string;
  readonly cells: Row;
  readonly time: Value | undefined;
};
type Waiting = { readonly batch: number; readonly kind: Kind; readonly row: Row };

const isAttribute = (column: string): boolean => column.startsWith('@');

export class UndoModel {
  readonly #standing = new Set<number>();
  #claims: Claim[] = [];
  #waiting: Waiting[] = [];
  #sitting = 0;

  import(batch: number, table: Table): void {
    this.#standing.add(batch);
    this.#sitting += 1;
    for (const row of table.rows) this.#place({ batch, kind: table.kind, row });
    this.#join();
  }

  undo(batch: number): void {
    this.#standing.delete(batch);
    this.#waiting = this.#waiting.filter((waiting) => waiting.batch !== batch);
    this.#join();
  }

  get standing(): number[] {
    return [...this.#standing];
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  visible(): Record<string, Record<string, Value>> {
    const shown: Record<string, Record<string, Value>> = {};
    for (const fact of new Set(this.#claims.map((claim) => claim.fact))) {
      const cells = this.#fold(fact);
      const [kind = '', owner = ''] = fact.split(' ');
      if (!cells) continue;
      if (kind === 'contact_usage' ? !this.#hasContact(owner) : kind === 'usage' ? !this.#hasAccount(owner) : false)
        continue;
      if (typeof cells.account === 'string' && !this.#hasAccount(cells.account)) continue;
      shown[fact] = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null));
      if (kind === 'contracts' && cells.subscription_id)
        shown[`subscription ${cells.subscription_id}`] = { account: cells.account ?? null };
    }
    return shown;
  }

  #hasAccount(id: string): boolean {
    return this.#fold(`accounts ${id}`) !== null;
  }

  #hasContact(id: string): boolean {
    const contact = this.#fold(`contacts ${id}`);
    return contact !== null && this.#hasAccount(String(contact.account));
  }

  #fold(fact: string): Record<string, Value> | null {
    let cells: Record<string, Value> | null = null;
    let time: Value = null;
    for (const claim of this.#claims) {
      if (claim.fact !== fact || !this.#standing.has(claim.batch)) continue;
      const stored: Record<string, Value> | null = cells;
      if (stored && typeof claim.time === 'string' && typeof time === 'string' && claim.time < time) continue;
      const known: Record<string, Value> = stored ?? {};
      const differs = Object.entries(claim.cells).some(
        ([column, value]) => !isAttribute(column) && (known[column] ?? null) !== value,
      );
      if (!stored || differs || claim.time !== undefined) time = claim.time ?? null;
      cells = { ...known, ...claim.cells };
    }
    return cells;
  }

  /** Makes the row's claims, or keeps it until its account or contact is there. */
  #place(waiting: Waiting): boolean {
    const { batch, kind, row } = waiting;
    const { account_id: account = null, source_updated_at: time, ...rest } = row;
    const owner = String(account);
    const claim = (fact: string, cells: Row): void => {
      const sitting = this.#sitting;
      const earlier = this.#claims.findIndex(
        (other) => other.fact === fact && other.batch === batch && other.sitting === sitting,
      );
      const before = this.#claims[earlier]?.time;
      if (typeof before === 'string' && typeof time === 'string' && time < before) return;
      if (earlier >= 0) this.#claims.splice(earlier, 1);
      this.#claims.push({ batch, sitting, fact, cells, time });
    };
    const contact = kind === 'usage' ? (row.contact_id ?? null) : null;
    const isKnown =
      kind === 'accounts' || (contact === null ? this.#hasAccount(owner) : this.#hasContact(String(contact)));
    if (!isKnown) {
      this.#waiting.push(waiting);
      return false;
    }
    if (kind === 'accounts') claim(`accounts ${owner}`, rest);
    else if (kind === 'contacts' || kind === 'tickets') {
      const { contact_id: contactId, ticket_id: ticketId, ...cells } = rest;
      claim(`${kind} ${kind === 'contacts' ? contactId : ticketId}`, { account: owner, ...cells });
    } else if (kind === 'contracts')
      claim(`contracts ${owner} ${row.effective_date} ${row.change} ${row.subscription_id ?? ''}`, {
        account: owner,
        ...rest,
      });
    else if (kind === 'usage')
      claim(`${contact === null ? `usage ${owner}` : `contact_usage ${contact}`} ${row.date} ${row.metric}`, {
        value: row.value ?? null,
      });
    else
      for (const metric of ['logins', 'sessions'])
        if (typeof row[metric] === 'number') claim(`usage ${owner} ${row.date} ${metric}`, { value: row[metric] });
    return true;
  }

  #join(): void {
    for (let joined = true; joined; ) {
      joined = false;
      this.#sitting += 1;
      const rows = this.#waiting;
      this.#waiting = [];
      for (const row of rows) if (this.#place(row)) joined = true;
    }
  }
}
