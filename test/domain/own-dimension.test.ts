import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type OwnDimension, withOwnDimensions } from "../../source/domain/own-dimension.ts";
import { readCatalog } from "../../source/query/read-catalog.ts";
import { boardDimensions, dimensionsBeside } from "../../source/ui/screens/slices/state.ts";
import { root } from "../helpers/places.ts";

const catalog = await readCatalog(join(root, "sql"));
const own = (name: string, more: Partial<OwnDimension> = {}): OwnDimension => ({
  ...{ name, label: name, of: "lines", type: "text", isWho: false, isInCube: false, difference: 0 },
  ...more,
});

describe("own dimensions in the catalog", () => {
  it("have leaderboards if they are among the eight that differ most; the others are counted", () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      own(`d${index}`, { difference: index % 2 === 0 ? index : -1 }),
    );
    const whole = withOwnDimensions(catalog, [...many, own("c", { of: "customers", difference: 100 })]);
    const boards = boardDimensions(whole).filter(({ isOwn }) => isOwn);
    expect(boards).toHaveLength(8);
    expect(boards.map(({ name }) => name)).toEqual(expect.arrayContaining(["c", "d10", "d8", "d6", "d4", "d2", "d0"]));
    expect(dimensionsBeside(whole)).toBe(5);
    expect(dimensionsBeside(catalog)).toBe(0);
  });

  it("are drilled into from their parents, on the first order too", () => {
    const whole = withOwnDimensions(catalog, [
      own("area", { parent: "region" }),
      own("store", { parent: "area" }),
      own("aisle", { parent: "area", of: "products" }),
    ]);
    const finer = (name: string) => whole.dimensions.find((one) => one.name === name)?.finer;
    expect(["region", "area", "store", "acquisition_area"].map(finer)).toEqual([
      "area",
      "store",
      undefined,
      "acquisition_store",
    ]);
    expect(whole.dimensions.find(({ name }) => name === "acquisition_store")?.label).toBe("store at entry");
  });

  it("leave a catalog unchanged if there are none", () => {
    expect(withOwnDimensions(catalog, [])).toBe(catalog);
  });
});
