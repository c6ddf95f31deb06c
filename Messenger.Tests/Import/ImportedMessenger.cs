using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>An original with people, chats and odd things in it, and a messenger that they are brought to.</summary>
public abstract class ImportedMessenger : IAsyncLifetime
{
    protected const string Password = "harbour lights";

    readonly string media = Directory.CreateTempSubdirectory("media-").FullName;

    protected OriginalMessenger Original { get; } = new();

    protected ListeningServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Original.InitializeAsync();
        await Server.InitializeAsync();
        var folder = Directory.CreateDirectory(Path.Combine(media, "inside", "avatars")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ann.png"), Pictures.Png());
        await File.WriteAllBytesAsync(Path.Combine(media, "secret.png"), Pictures.Png());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
        await Original.DisposeAsync();
        Directory.Delete(media, true);
    }

    protected Task<ImportReport> ImportAsync(bool isTry = false) => Server.DoAsync(async (IFileStore store) =>
    {
        var pictures = new OriginalPictures(store, Path.Combine(media, "inside"), isTry);
        return await Server.DoAsync((OriginalImport import) => import.RunAsync(Original.From, isTry, pictures.DrawAsync));
    });

    protected static async Task<IReadOnlyList<string>> RowsAsync(MessengerDb db)
    {
        List<string> rows =
        [
            .. (await db.Chats.OrderBy(one => one.Id).ToListAsync()).Select(one => $"chat {one.Id} {one.DirectKey ?? "group"} by {one.CreatedBy} last {one.LastSequence} “{one.Name}”"),
            .. (await db.Memberships.OrderBy(one => one.ChatId).ThenBy(one => one.UserId).ToListAsync()).Select(one => $"in {one.ChatId}: {one.UserId} {one.Role} read {one.ReadSequence} {one.Uncounted}"),
            .. (await db.Messages.OrderBy(one => one.Id).ToListAsync()).Select(one =>
                $"message {one.Id} {one.ChatId}/{one.Sequence} of {one.SenderId} “{one.Content}” to {one.ReplyTo} {At(one.CreatedAt)}{(one.IsEdited ? " edited" : "")}{(one.IsDeleted ? " deleted" : "")}"),
            .. (await db.Reactions.OrderBy(one => one.Id).ToListAsync()).Select(one => $"reaction {one.Id} {one.MessageId} {one.UserId} {one.Emoji}"),
            .. (await db.MessageReads.OrderBy(one => one.Id).ToListAsync()).Select(one => $"read {one.Id} {one.MessageId} {one.UserId} {At(one.ReadAt)}"),
            .. (await db.Calls.OrderBy(one => one.Id).ToListAsync()).Select(one => $"call {one.Id} {one.ChatId} of {one.InitiatorId} {one.CallType} {one.Status} {At(one.StartedAt)} {At(one.EndedAt!.Value)}"),
            .. (await db.Users.OrderBy(one => one.Id).ToListAsync()).Select(one =>
                $"user {one.Id} {one.UserName} {one.Email} {(one.EmailConfirmed ? "verified " : "")}{(one.IsActive ? "active " : "")}{At(one.CreatedAt)} {one.FullName}, {one.Status}, {one.PhoneNumber}"),
        ];
        return rows;
    }

    static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", null);

    /// <summary>One that tells which hashes were tried.</summary>
    protected sealed class ListeningServer : Server
    {
        public List<string> Verified { get; } = [];

        protected override void Add(IServiceCollection services) =>
            services.AddScoped<IPasswordHasher<User>>(made => new Listening(made.GetRequiredService<IOptions<PasswordHasherOptions>>(), Verified));

        sealed class Listening(IOptions<PasswordHasherOptions> options, List<string> verified) : IPasswordHasher<User>
        {
            readonly OpaquePasswordHasher real = new(options);

            public string HashPassword(User user, string password) => real.HashPassword(user, password);

            public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
            {
                verified.Add(hashedPassword);
                return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
            }
        }
    }
}
