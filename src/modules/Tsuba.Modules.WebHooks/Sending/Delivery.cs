namespace Tsuba.Modules.WebHooks.Sending;

/// <summary>What became of one attempt to deliver a message.</summary>
internal enum Delivery
{
    /// <summary>The target has it (2xx).</summary>
    Delivered,

    /// <summary>The target does not want this message, whenever it comes (400, 406, 409, 413, 415, 422).</summary>
    Refused,

    /// <summary>Not now: the target is away, busy, or not as it should be. The same message is tried again.</summary>
    Failed,
}
