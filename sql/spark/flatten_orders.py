"""Flattens orders with their lines, one JSON object a line, into raw tables of the input contract.

    spark-submit sql/spark/flatten_orders.py ORDERS RAW

An example to start from: a shop's orders, as a Glue or EMR job reads them,

    {"id": "o-1", "placed_at": "2024-01-05T10:11:12Z", "customer": {"id": "c-1", "email": "a@example.com", "region": "north"},
     "discount": {"code": "WELCOME"}, "lines": [{"id": "l-1", "sku": "p-1", "quantity": 2, "net": "17.80"}]}

become RAW/transactions (a row per line) and RAW/customers (a row per customer, from their newest order). Every column of
the contract is text, as in the files: bronze types it. `load_raw` takes them into the lake (docs/past-one-machine.md).
"""

import sys

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.window import Window

#: Fields of an order that the job reads: a missing field is null, any other field is ignored.
SCHEMA = """
    id string, placed_at string,
    customer struct<id: string, created_at: string, email: string, first_name: string, last_name: string, region: string,
        marketing_channel: string, phone: string,
        address: struct<city: string, region: string, postal_code: string, country: string>,
        consent: struct<ad_user_data: string, ad_personalization: string>, opted_out: string>,
    type string, currency string, subscription_id string, gift_recipient_id string, discount struct<code: string>,
    lines array<struct<id: string, sku: string, quantity: string, net: string, list: string, discount: string,
        reversal_id: string>>
"""

#: Columns of the contract, and where an order has them.
TRANSACTIONS = {
    "transaction_id": "line.id",
    "order_id": "id",
    "customer_id": "customer.id",
    "transacted_at": "placed_at",
    "transaction_type": "type",
    "subscription_id": "subscription_id",
    "gift_recipient_id": "gift_recipient_id",
    "product_id": "line.sku",
    "quantity": "line.quantity",
    "net_revenue": "line.net",
    "discount_id": "discount.code",
    "reversal_id": "line.reversal_id",
    "list_revenue": "line.list",
    "discount_amount": "line.discount",
    "currency": "currency",
}
CUSTOMERS = {
    "customer_id": "customer.id",
    "created_at": "customer.created_at",
    "email": "customer.email",
    "first_name": "customer.first_name",
    "last_name": "customer.last_name",
    "region": "customer.region",
    "marketing_channel": "customer.marketing_channel",
    "phone": "customer.phone",
    "address_city": "customer.address.city",
    "address_region": "customer.address.region",
    "address_postal_code": "customer.address.postal_code",
    "address_country": "customer.address.country",
    "consent_ad_user_data": "customer.consent.ad_user_data",
    "consent_ad_personalization": "customer.consent.ad_personalization",
    "opted_out": "customer.opted_out",
}


def columns_of(places: dict[str, str]) -> list[Column]:
    return [f.col(place).alias(name) for name, place in places.items()]


def with_records(rows: DataFrame, *order: str) -> DataFrame:
    """Numbers the rows of each file, so that the quarantine can name a record."""
    number = f.row_number().over(Window.partitionBy("source_file").orderBy(*order)).cast("bigint")
    return rows.withColumn("_record", number).withColumn("_line", f.lit(None).cast("bigint"))


def transactions(orders: DataFrame) -> DataFrame:
    lines = orders.select("*", f.posexplode("lines").alias("position", "line"))
    flat = lines.select(*columns_of(TRANSACTIONS), "source_file", "position")
    return with_records(flat, "order_id", "position").drop("position")


def customers(orders: DataFrame) -> DataFrame:
    newest = Window.partitionBy("customer.id").orderBy(f.col("placed_at").desc(), f.col("id").desc())
    known = orders.where("customer.id is not null").withColumn("place", f.row_number().over(newest))
    return with_records(known.where("place = 1").select(*columns_of(CUSTOMERS), "source_file"), "customer_id")


def main(source: str, raw: str) -> None:
    session = SparkSession.builder.appName("flatten orders").getOrCreate()
    orders = session.read.schema(SCHEMA).json(source).select("*", f.col("_metadata.file_name").alias("source_file"))
    transactions(orders).write.mode("overwrite").parquet(f"{raw}/transactions")
    customers(orders).write.mode("overwrite").parquet(f"{raw}/customers")
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
