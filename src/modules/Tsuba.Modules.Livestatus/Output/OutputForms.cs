namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Names of the forms of answers.</summary>
internal static class OutputForms
{
    /// <summary>The form of that name; null: there is none.</summary>
    public static OutputForm? Find(string name) => name switch
    {
        "csv" => OutputForm.Csv,
        "CSV" => OutputForm.QuotedCsv,
        "json" => OutputForm.Json,
        "wrapped_json" => OutputForm.WrappedJson,
        "python" => OutputForm.Python,
        "python3" => OutputForm.Python3,
        _ => null,
    };
}
