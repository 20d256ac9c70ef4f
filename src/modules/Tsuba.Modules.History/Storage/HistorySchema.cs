namespace Tsuba.Modules.History.Storage;

/// <summary>
/// Tables of the history file. <c>progress</c> holds how far each part was read: it is written with the rows of a frame in one
/// transaction, so a frame that comes again changes nothing. <c>dirty</c> names the spans whose samples are to be made anew.
/// </summary>
internal static class HistorySchema
{
    /// <summary>Version of these tables, in <c>user_version</c> of the file.</summary>
    public const int Version = 3;

    /// <summary>Settings of the connection that writes. A transaction is on disk when it is committed.</summary>
    public const string Pragmas = """
        pragma journal_mode = wal;
        pragma synchronous = full;
        pragma busy_timeout = 5000;
        pragma wal_autocheckpoint = 1000;
        pragma journal_size_limit = 16777216;
        """;

    public const string Tables = """
        create table result (
            id integer primary key,
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
            latency_s real not null
        );
        create index result_item on result (item, utc_ms);
        create index result_time on result (utc_ms);
        create table line (
            id integer primary key,
            part integer not null,
            sequence integer not null,
            item integer not null,
            utc_ms integer not null,
            kind integer not null,
            contact text not null,
            text text not null
        );
        create index line_item on line (item, utc_ms);
        create index line_time on line (utc_ms);
        create table entry (
            id integer primary key,
            part integer not null,
            sequence integer not null,
            item integer not null,
            utc_ms integer not null,
            kind integer not null,
            action text not null,
            contact text not null,
            author text not null,
            state integer not null,
            is_hard integer not null,
            attempt integer not null,
            start_ms integer not null,
            end_ms integer not null,
            detail text not null,
            text text not null
        );
        create index entry_item on entry (item, utc_ms);
        create index entry_time on entry (utc_ms);
        create table series (
            id integer primary key,
            item integer not null,
            label text not null,
            unit text not null,
            is_of_check integer not null,
            unique (item, label, unit, is_of_check)
        );
        create table sample (
            level integer not null,
            series integer not null,
            begin_s integer not null,
            count integer not null,
            minimum real not null,
            maximum real not null,
            sum real not null,
            primary key (level, series, begin_s)
        ) without rowid;
        create index sample_time on sample (level, begin_s);
        create table dirty (
            level integer not null,
            begin_s integer not null,
            primary key (level, begin_s)
        ) without rowid;
        create table progress (
            part integer primary key,
            sequence integer not null,
            utc_ms integer not null
        );
        create table dropped (
            what text primary key,
            rows integer not null
        ) without rowid;
        """ + Spans;

    /// <summary>Tables of availability, which came with version 3. A state lasts until the next one of its item begins.</summary>
    public const string Spans = """

        create table state_span (
            item integer not null,
            begin_ms integer not null,
            state integer not null,
            is_hard integer not null,
            primary key (item, begin_ms)
        ) without rowid;
        create index state_span_time on state_span (begin_ms);
        create table downtime_span (
            item integer not null,
            begin_ms integer not null,
            id integer not null,
            end_ms integer not null,
            primary key (item, begin_ms, id)
        ) without rowid;
        create index downtime_span_end on downtime_span (end_ms);
        create table correction (
            id integer primary key autoincrement,
            made_ms integer not null,
            author text not null,
            item integer not null,
            begin_ms integer not null,
            end_ms integer not null,
            kind integer not null,
            state integer not null,
            reason text not null,
            revokes integer unique references correction (id)
        );
        create index correction_item on correction (item);
        """;
}
