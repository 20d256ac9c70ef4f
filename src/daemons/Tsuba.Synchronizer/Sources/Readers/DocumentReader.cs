using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Tsuba.Hosting.Http;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>
/// Reads a table or JSON document by HTTP or from a file. Redirects are not followed, since they would lead past the list of targets;
/// nothing is unpacked, since a small answer could become a large one; the answer is cut off at its limit while it comes in.
/// Source: reference/security.md "SSRF", "Resource exhaustion by message".
/// </summary>
internal sealed class DocumentReader(ISourceFiles files) : ISourceReader
{
    private const int BlockBytes = 64 * 1024;

    public async Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        var target = definition.Target;
        if (target.Address is not { } address)
        {
            return SourceReading.Failed("it has no url");
        }

        var (content, failure) = address.Scheme == "file" ? ReadFile(address.LocalPath, target.MaxBytes) : await DownloadAsync(address, target, cancellationToken);
        if (failure.Length > 0)
        {
            return SourceReading.Failed(failure);
        }

        var rows = definition.Kind == SourceKind.Csv
            ? CsvTable.Parse(content.Span, target.Delimiter, target.MaxEntries, out var fault)
            : JsonRows.Parse(content, target.Items, target.MaxEntries, out fault);

        // Every mapping reads the same rows.
        return fault.Length > 0 ? SourceReading.Failed(fault) : RowMapper.Map(definition, [.. definition.Mappings.Select(_ => rows)]);
    }

    private (ReadOnlyMemory<byte> Content, string Failure) ReadFile(string path, long most)
    {
        if (!files.TryRead(path, out var content, out var failure))
        {
            return (default, $"{path}: {failure}");
        }

        return content.Length > most ? (default, TooLarge(most)) : (content, "");
    }

    private static async Task<(ReadOnlyMemory<byte> Content, string Failure)> DownloadAsync(Uri address, SourceTarget target, CancellationToken cancellationToken)
    {
        using var client = OutboundHttp.Create(target.Timeout, target.AuthorityFile);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(MediaTypes);
        if (target.SecretFile.Length > 0)
        {
            request.Headers.Authorization = Authorization(target);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return (default, string.Create(CultureInfo.InvariantCulture, $"the server answers {(int)response.StatusCode} and sends us elsewhere; redirects are not followed, so give the final url"));
        }

        if (!response.IsSuccessStatusCode)
        {
            return (default, string.Create(CultureInfo.InvariantCulture, $"the server answers {(int)response.StatusCode}"));
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            return (default, "the server sends packed content though none was asked for");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var block = new byte[BlockBytes];
        int count;
        while ((count = await stream.ReadAsync(block, cancellationToken)) > 0)
        {
            if (content.Length + count > target.MaxBytes)
            {
                return (default, TooLarge(target.MaxBytes));
            }

            content.Write(block, 0, count);
        }

        return (content.ToArray(), "");
    }

    private const string MediaTypes = "application/json, text/csv, */*;q=0.1";

    private static AuthenticationHeaderValue Authorization(SourceTarget target)
    {
        var secret = PrivateFiles.ReadSecret(target.SecretFile).TrimEnd('\r', '\n');
        return target.User.Length == 0
            ? new AuthenticationHeaderValue("Bearer", secret)
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{target.User}:{secret}")));
    }

    private static string TooLarge(long most) => string.Create(CultureInfo.InvariantCulture, $"it is larger than max_bytes {most}");
}
