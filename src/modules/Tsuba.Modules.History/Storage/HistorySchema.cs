namespace Tsuba.Modules.History.Storage;

/// <summary>Tables of the history file. Part and sequence make a row unique, so frames that come again are ignored.</summary>
internal static class HistorySchema
{
    public const string Text = """
        pragma journal_mode = wal;
        pragma synchronous = normal;
        pragma busy_timeout = 5000;
        create table if not exists result (
            part integer not null,
            sequence integer not null,
            item integer not null,
            utc_ms integer not null,
            state integer not null,
            is_hard integer not null,
            attempt integer not null,
            output text not null,
            perfdata text not null,
            execution_s real not null,
            latency_s real not null,
            unique (part, sequence)
        );
        create index if not exists result_item on result (item, utc_ms);
        create index if not exists result_time on result (utc_ms);
        create table if not exists line (
            part integer not null,
            sequence integer not null,
            item integer not null,
            utc_ms integer not null,
            contact text not null,
            text text not null,
            unique (part, sequence)
        );
        create index if not exists line_item on line (item, utc_ms);
        create index if not exists line_time on line (utc_ms);
        """;
}
