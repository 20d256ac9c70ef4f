using System.Collections.Immutable;
using System.DirectoryServices.Protocols;
using System.Globalization;
using System.Net;
using System.Text;
using Tsuba.Hosting.Pki;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Readers;

namespace Tsuba.Synchronizer.Sources.Ldap;

/// <summary>
/// Reads an LDAP directory or Active Directory: one search for each mapping, page by page, with only the attributes that the mapping
/// needs. Referrals are not followed, since they would lead past the list of targets.
/// </summary>
internal sealed class LdapReader : ISourceReader
{
    private const int PageSize = 500;
    private const int LongestValueBytes = 64 * 1024;
    private const string EverythingFilter = "(objectClass=*)";

    /// <inheritdoc />
    /// <remarks>The library blocks, so a reading has a thread of its own; its time-outs end it.</remarks>
    public Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Read(definition, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Reads on the thread of the caller.</summary>
    internal static SourceReading Read(SourceDefinition definition, CancellationToken cancellationToken)
    {
        var target = definition.Target;
        if (target.Address is not { } address)
        {
            return SourceReading.Failed("it has no url");
        }

        try
        {
            var isEncrypted = address.Scheme == "ldaps";
            var port = address.Port > 0 ? address.Port : isEncrypted ? 636 : 389;
            using var connection = LdapTrust.Make(
                string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{address.Host}:{port}"),
                target.AuthorityFile,
                target.Timeout,
                () => new LdapConnection(new LdapDirectoryIdentifier(address.Host, port)));
            Open(connection, target, isEncrypted);
            var budget = new LdapBudget(target);
            var rows = ImmutableArray.CreateBuilder<ImmutableArray<SourceRow>>();
            foreach (var mapping in definition.Mappings)
            {
                rows.Add([.. Search(connection, mapping, target, budget, cancellationToken)]);
                if (budget.Fault.Length > 0)
                {
                    return SourceReading.Failed(budget.Fault);
                }
            }

            return RowMapper.Map(definition, rows.ToImmutable());
        }
        catch (DirectoryOperationException refused)
        {
            return SourceReading.Failed($"the directory refuses: {refused.Response?.ResultCode.ToString() ?? "no answer"} {refused.Response?.ErrorMessage}".TrimEnd());
        }
        catch (BerConversionException)
        {
            return SourceReading.Failed("the directory sends a control that cannot be read");
        }
        catch (LdapException failed)
        {
            return SourceReading.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"{failed.Message.TrimEnd('.')} (LDAP {failed.ErrorCode}); where TLS is used, an untrusted or misnamed certificate looks like this too"));
        }
    }

    private static void Open(LdapConnection connection, SourceTarget target, bool isEncrypted)
    {
        connection.Timeout = target.Timeout;
        connection.AutoBind = false;
        connection.SessionOptions.ProtocolVersion = 3;
        connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
        if (isEncrypted)
        {
            connection.SessionOptions.SecureSocketLayer = true;
        }
        else if (target.StartsTls)
        {
            connection.SessionOptions.StartTransportLayerSecurity(null);
        }

        // A name without a password would be taken for nobody by the server, and searches would silently find less.
        if (target.User.Length > 0 && target.SecretFile.Length == 0)
        {
            throw new IOException("bind_dn is given, but no password_file");
        }

        if (target.User.Length == 0)
        {
            connection.AuthType = AuthType.Anonymous;
            connection.Bind();
            return;
        }

        var secret = PrivateFiles.ReadSecret(target.SecretFile).TrimEnd('\r', '\n');
        if (secret.Length == 0)
        {
            throw new IOException("password_file is empty");
        }

        connection.AuthType = AuthType.Basic;
        connection.Bind(new NetworkCredential(target.User, secret));
    }

    private static IEnumerable<SourceRow> Search(
        LdapConnection connection, ObjectMapping mapping, SourceTarget target, LdapBudget budget, CancellationToken cancellationToken)
    {
        var page = new PageResultRequestControl(PageSize);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = new SearchRequest(mapping.SearchBase, mapping.Filter.Length > 0 ? mapping.Filter : EverythingFilter, SearchScope.Subtree, [.. mapping.Fields])
            {
                TimeLimit = target.Timeout,
            };
            request.Controls.Add(page);
            if (Ask(connection, request, target.Timeout) is not { } response)
            {
                budget.Refuse("the directory answers a search with what is no answer to it");
                yield break;
            }

            foreach (SearchResultEntry entry in response.Entries)
            {
                var row = Row(entry);
                if (!budget.Take(row))
                {
                    yield break;
                }

                yield return row;
            }

            page.Cookie = response.Controls.OfType<PageResultResponseControl>().FirstOrDefault()?.Cookie ?? [];
            if (page.Cookie.Length == 0)
            {
                yield break;
            }
        }
    }

    // What the library throws where a message is malformed is not documented: a control without a value gives an ArgumentNullException. An answer
    // of another kind gives nothing.
    private static SearchResponse? Ask(LdapConnection connection, SearchRequest request, TimeSpan timeout)
    {
        try
        {
            return connection.SendRequest(request, timeout) as SearchResponse;
        }
        catch (Exception malformed) when (malformed is not (DirectoryException or OperationCanceledException or OutOfMemoryException))
        {
            return null;
        }
    }

    private static SourceRow Row(SearchResultEntry entry)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (DirectoryAttribute attribute in entry.Attributes.Values)
        {
            // The library leaves out what it cannot read, names included.
            if (attribute.Name is not { Length: > 0 })
            {
                continue;
            }

            var values = attribute.GetValues(typeof(byte[])).Cast<byte[]>().Where(value => value.Length is > 0 and <= LongestValueBytes);
            fields[attribute.Name] = [.. values.Select(value => Text(attribute.Name, value))];
        }

        return new SourceRow(entry.DistinguishedName ?? "", fields.ToImmutable());
    }

    // objectGUID is 16 bytes; everything else that is no text is shown as hexadecimal digits, so that it can still be a key.
    private static string Text(string attribute, byte[] value)
    {
        if (attribute.Equals("objectGUID", StringComparison.OrdinalIgnoreCase) && value.Length == 16)
        {
            return new Guid(value).ToString("D");
        }

        return System.Text.Unicode.Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : Convert.ToHexStringLower(value);
    }
}
