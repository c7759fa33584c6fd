import type { WeighedBase } from "./amount-bases.ts";
import { blankRows } from "./blank-rows.ts";
import { cancelledOut, cancelOut } from "./cancel-out.ts";
import { type Cancellations, cancellations } from "./cancellations.ts";
import { chargeLines } from "./charge-lines.ts";
import { chooseCustomer } from "./choose-customer.ts";
import { chooseDate } from "./choose-date.ts";
import { currencyColumns } from "./currency-columns.ts";
import { columnInMain, currencyDecision } from "./currency-decision.ts";
import { linesByCurrency } from "./currency-lines.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import { eventLog } from "./event-log.ts";
import { exactNet } from "./exact-net.ts";
import { fillOf, textsOf } from "./filled-texts.ts";
import { guestsDecision, leftOutEffects, nobodyBuying } from "./left-out.ts";
import { lineColumns, plainNet, reasonOf } from "./line-columns.ts";
import { lineMoney } from "./line-money.ts";
import { lineRates } from "./line-rates.ts";
import type { Lacking, LinesScene } from "./lines-scene.ts";
import { filledOnce, orderKey } from "./order-key.ts";
import { partsOfRows } from "./parent-lines.ts";
import { withoutPiecesBack } from "./pieces-back.ts";
import type { ColumnProposal, Missing } from "./proposal.ts";
import { refundColumns } from "./refundless.ts";
import { refundColumn, refundsDecision } from "./refunds-decision.ts";
import { repeatedLines } from "./repeated-lines.ts";
import { type Formula, netExpression, type Writer } from "./revenue-expression.ts";
import { marksOf, moneyBackWords, rowsDecision, signDecision } from "./row-decisions.ts";
import { leftOutTogether, noRowsLeftOut } from "./rows-left-out.ts";
import { type ProposedDiscount, severalDiscounts } from "./several-discounts.ts";
import { creditNotes, signedTotal } from "./signed-total.ts";
import { statesDecision } from "./states-beside.ts";
import { type TableWay, tableRates } from "./table-rates.ts";
import { takeOff } from "./take-off.ts";
import { totalOfAll } from "./total-of-all.ts";

/** Order lines as decided: everything for their table in the mapping. */
export interface DecidedLines {
  readonly columns: readonly ColumnProposal[];
  /** For lines with several columns of discounts. */
  readonly discounts: readonly ProposedDiscount[];
  readonly filter: string | undefined;
  readonly fill: { readonly by: string; readonly columns: readonly string[] } | undefined;
  readonly hasGuests: boolean;
  readonly decisions: readonly Decision[];
  readonly currency: string | undefined;
  /** How a file of rates converts the lines, if it does. */
  readonly rates: TableWay | undefined;
  /** Whether the sum of another file is deducted. */
  readonly usesRefunds: boolean;
  /** Whether orders are left out by the states in another file. */
  readonly usesStates: boolean;
  /** Refunds in a column of the lines, to be booked as reversals too. */
  readonly refunds: ColumnProposal | undefined;
  /** Lines that are reversals instead of order lines. */
  readonly reversals: Cancellations["reversals"];
}

/** Reads a table as order lines by what its data shows, and by `choices` if the user made any. */
export async function decideLines(scene: LinesScene, choices: Choices): Promise<DecidedLines | Lacking> {
  const { asked, reader, hints } = scene;
  const key = await orderKey(asked, scene.file, hints);
  const toFill = key === undefined ? [] : await filledOnce(asked, scene.file, key, textsOf(scene.file));
  const file = key !== undefined && toFill.length > 0 ? await scene.filled(scene.file, key, toFill) : scene.file;
  const { numbers, converted, repeated, money, bases } = await lineMoney(scene, file, key, choices);
  const customer = await chooseCustomer(reader, asked, file, key, choices, hints);
  const date = await chooseDate(reader, asked, file, choices, hints);
  const plainWriter: Writer = { file, key, numbers, reserved: reader.reserved, scene: money };
  const [first, ...others] = bases.answer;
  if (first === undefined || customer === undefined || date === undefined) {
    const missing: readonly Missing[] = [
      ...(customer === undefined ? (["customer"] as const) : []),
      ...(date === undefined ? (["date"] as const) : []),
      ...(first === undefined ? (["amount"] as const) : []),
    ];
    const net = first === undefined ? [] : [plainNet(plainWriter, first.base)];
    return { missing, known: [...[customer, date].flatMap((chosen) => chosen?.column ?? []), ...net] };
  }
  const amount = answered(choices, {
    id: "amount",
    about: "amount",
    because: bases.because,
    isShown: bases.isShown,
    options: [optionOf(first), ...ownFirst(others, choices.amount).slice(0, 3).map(optionOf)],
  });
  const { weighed } = amount.option;
  const writer: Writer = {
    ...plainWriter,
    scene: { ...money, quantity: weighed.base.quantity ?? money.quantity },
  };
  const off = takeOff(writer.scene, weighed, file, choices, hints);
  const moneyBack = await moneyBackWords(asked, writer, weighed.base);
  const log = repeated ?? (hints === undefined ? await eventLog(asked, writer, weighed.base) : undefined);
  const went = await refundColumns(asked, writer);
  const charges = hints === undefined ? await chargeLines(asked, file, reader.reserved) : [];
  const rows = rowsDecision(file, reader.reserved, hints, went, moneyBack.isMoneyBack, choices, log, charges);
  const signs = await signDecision(asked, writer, weighed.base, rows.refunds, choices);
  const isConverted = converted !== undefined && converted.column === weighed.base.column;
  // Reversals in their own file would stay in their own currency.
  const hasRates = hints === undefined && !scene.hasReversals;
  const byCurrency = await linesByCurrency(asked, writer, weighed.base);
  const currency = currencyDecision(byCurrency, choices, {
    converted: isConverted ? converted.code : undefined,
    rates: hasRates ? await lineRates(asked, writer, weighed.base) : undefined,
    table: await tableRates(
      ...([asked, writer, weighed.base, byCurrency, scene.rates, date.column.expression] as const),
    ),
    isOwnForm: weighed.base.column.toLowerCase() === "net_revenue",
  });
  const refunds = await refundsDecision(scene, writer, weighed, choices);
  const pieces = withoutPiecesBack(file, writer.scene, weighed.base, choices);
  const plain: Formula = {
    base: pieces.base,
    parts: off.parts,
    negated: signs.negated,
    isTurned: repeated?.isTurned,
    sums:
      refunds.isOff && scene.refunds !== undefined
        ? [{ column: scene.refunds.column, level: scene.refunds.isOfLine ? "line" : "each" }]
        : [],
  };
  const signed = hints === undefined ? await signedTotal(asked, writer, plain) : undefined;
  const formula = signed === undefined ? plain : { ...plain, negated: signed.condition };
  const net = currency.inMain(await exactNet(asked, file, netExpression(writer, formula)));
  const base = { amount: weighed.base.column, net };
  const blank = await blankRows(asked, writer, base, date.column.own);
  const total = await totalOfAll(asked, writer, weighed.base, date.column.own);
  const twice =
    hints === undefined && repeated === undefined ? await repeatedLines(asked, writer, choices) : noRowsLeftOut;
  const inParts =
    hints === undefined
      ? await partsOfRows(asked, writer, weighed.base, rows.refunds !== undefined, choices)
      : noRowsLeftOut;
  const states = statesDecision(scene.states, choices, reader.reserved);
  const foreign = hints === undefined ? await currencyColumns(asked, writer, weighed.base) : noRowsLeftOut;
  const leftOut = leftOutTogether([rows, blank, total, inParts, states, twice, foreign]);
  const conditions = [...leftOut.conditions, ...currency.conditions];
  const refundOfLines = columnInMain(refundColumn(writer, formula), currency);
  const isByTable = currency.byTable !== undefined;
  const isReversible = !scene.hasReversals && !refunds.isOff && refundOfLines === undefined && !isByTable;
  // Whoever decides on another reading has been told.
  if (Object.keys(choices).length === 0 && hints === undefined && (await cancelOut(asked, file, net, conditions))) {
    return { missing: ["amount"], known: [customer.column, date.column], because: cancelledOut };
  }
  const back = await cancellations(
    asked,
    {
      ...{ file, net, customer: customer.column },
      filter: conditions.join(" and ") || undefined,
      marks: isReversible ? marksOf(writer, repeated === undefined ? rows.refunds : undefined, moneyBack.marks) : [],
    },
    choices,
  );
  const { filter } = back;
  const discounts = (hints === undefined ? severalDiscounts(writer, formula) : []).map((one) => ({
    ...one,
    amount: currency.inMain(one.amount),
  }));
  const found = await lineColumns(scene, writer, {
    net,
    formula,
    reason: reasonOf(writer, formula, amount.decision),
    customer: { ...customer, column: back.customer },
    date,
  });
  const columns = found
    .filter(({ column }) => discounts.length === 0 || column !== "discount_amount")
    .map((one) => (["discount_amount", "list_revenue"].includes(one.column) ? columnInMain(one, currency) : one))
    .concat(currency.byTable === undefined ? [] : currencyOfLine(currency.byTable));
  const inSum = currency.byTable?.inMain(net) ?? net;
  const nobody = await nobodyBuying(asked, file, back.customer.expression, filter, inSum);
  const effects = await leftOutEffects(asked, file, inSum, [...leftOut.parts, ...currency.parts]);
  const decisions = [
    amount.decision,
    ...numbers.decisions,
    ...pieces.decisions,
    ...off.decisions,
    ...leftOut.decisions,
    ...signs.decisions,
    ...(signed === undefined ? [] : [creditNotes(signed)]),
    ...currency.decisions,
    ...refunds.decisions,
    ...back.decisions,
    ...customer.decisions,
    ...date.decisions,
  ];
  return {
    columns,
    discounts,
    filter,
    fill: fillOf(key, toFill, [net, filter ?? "", ...columns.map(({ expression }) => expression)], reader),
    hasGuests: nobody.lines > 0,
    decisions: [
      ...decisions.map((decision) => ({ ...decision, effect: effects.get(decision.id) ?? decision.effect })),
      ...guestsDecision(nobody),
    ],
    currency: currency.main,
    rates: currency.byTable,
    usesRefunds: refunds.isOff,
    usesStates: states.conditions.length > 0,
    refunds: refundOfLines,
    reversals: back.reversals,
  };
}

/** The column that names each line's currency, by which the build converts it. */
function currencyOfLine({ currency, table }: TableWay): ColumnProposal {
  const reason = `converted by ${table.name}`;
  return { column: "currency", expression: currency, own: undefined, reason, confidence: "sure", others: [] };
}

/** Puts the user's choice first, which is among the few that are offered. */
function ownFirst(others: readonly WeighedBase[], chosen: string | undefined): readonly WeighedBase[] {
  return others.toSorted((a, b) => Number(b.base.id === chosen) - Number(a.base.id === chosen));
}

function optionOf(weighed: WeighedBase) {
  return { id: weighed.base.id, says: weighed.base.label, weighed };
}
