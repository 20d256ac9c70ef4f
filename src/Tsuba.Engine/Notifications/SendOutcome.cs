namespace Tsuba.Engine.Notifications;

/// <summary>What became of one round of a problem.</summary>
/// <param name="Contacts">Contacts that were considered.</param>
/// <param name="Sent">Contacts that are told.</param>
/// <param name="ToldOnce">Contacts that are not told again, because notification_interval is 0.</param>
internal readonly record struct SendOutcome(int Contacts, int Sent, int ToldOnce);
