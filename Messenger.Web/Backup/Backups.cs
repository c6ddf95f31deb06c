namespace Messenger.Web;

/// <summary>Makes backups, everything there is in one file while people write on, and restores them.</summary>
sealed class Backups(IDatabaseBackup database, IFileStore store, BackupFolder folder, AllSettings settings, ILookups lookups, OrphanSignal orphans, TimeProvider time)
{
    /// <summary>
    /// The database first, and then the bytes that its rows name, which are kept until then (<see cref="Leases.Backup"/>). The file is whole under its name
    /// and on the disk when this returns, or not there at all.
    /// </summary>
    /// <param name="stop">Ends it at once, and nothing of it is left.</param>
    /// <exception cref="BackupFailed">Something that a row names is not there, or another backup is being made.</exception>
    public async Task<BackupManifest> MakeAsync(string path, CancellationToken stop)
    {
        try
        {
            // Held in the database whoever else there is: this may be another process than the one that people talk to.
            await using var lease = await HeldLease.TakeAsync(new Leases(lookups, time, isAlone: false), Leases.Backup, time)
                ?? throw new BackupFailed("Another backup is being made, or was broken off in the last ten minutes. Wait for it.");
            return await WriteAsync(Path.GetFullPath(path), lease, stop);
        }
        finally
        {
            // What was deleted meanwhile waited for this.
            orphans.Wake();
        }
    }

    /// <summary>Looks whether a backup would do: each byte is as it was made, and its database, read back somewhere else, has as many rows as were counted.</summary>
    /// <returns>False where the database could not be read back, because we may not make another.</returns>
    /// <exception cref="BackupFailed">It would not.</exception>
    public async Task<bool> TestAsync(string path, CancellationToken stop)
    {
        using var work = Work("testing");
        var manifest = await new BackupReader(path, settings.Backup.Passphrase).CheckAsync(work.Path, stop);
        var rows = await database.CountAsync(Path.Combine(work.Path, database.FileName), stop);
        return rows is null || manifest.Rows.OrderBy(table => table.Key).SequenceEqual(rows.OrderBy(table => table.Key)) ? rows is not null
            : throw new BackupFailed($"{path} has other rows in its database than were counted when it was made.");
    }

    /// <summary>Nothing is touched before all of the backup was found to be as it was made. Files come first, which harm nobody, and the database last and at once.</summary>
    /// <exception cref="BackupFailed">The messenger is running, or the backup is not whole, or not of this database.</exception>
    public async Task<BackupManifest> RestoreAsync(string path, bool endSessions)
    {
        await database.RequireUnusedAsync();
        using var work = Work("restoring");
        var backup = new BackupReader(path, settings.Backup.Passphrase);
        var manifest = await backup.CheckAsync(work.Path, CancellationToken.None);
        var copy = Path.Combine(work.Path, database.FileName);
        if (!File.Exists(copy))
        {
            throw new BackupFailed($"{path} is of the other kind of database: with ConnectionStrings:Postgres it is PostgreSQL, and SQLite without.");
        }

        await foreach (var (name, bytes) in backup.FilesAsync())
        {
            await using (var kept = File.Create(store.Unfinished(name)))
            {
                await bytes.CopyToAsync(kept);
            }

            await store.FinishAsync(name);
        }

        // A backup of before there was an audit has no table for it, until a start makes it.
        await database.RestoreAsync(copy, endSessions, manifest.Rows.ContainsKey("audit_entries") ? $"{Path.GetFileName(path)}, {manifest.MadeAt:u}" : null);
        DurableFolders.Flush(settings.Messenger.DataPath);
        return manifest;
    }

    async Task<BackupManifest> WriteAsync(string path, HeldLease lease, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        try
        {
            folder.DeleteUnfinished();
            return await WriteAsync(path, ended.Token);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested)
        {
            throw new BackupFailed("The database did not answer for so long that another backup was begun meanwhile.");
        }
    }

    async Task<BackupManifest> WriteAsync(string path, CancellationToken stop)
    {
        var parent = Path.GetDirectoryName(path)!;
        var unfinished = path + BackupFolder.Unfinished;
        Directory.CreateDirectory(parent);
        using var work = Work("saving");
        try
        {
            BackupManifest manifest;
            await using (var file = PrivateFiles.Create(unfinished))
            {
                await using (var bytes = await SealedFile.WriteAsync(file, settings.Backup.Passphrase))
                {
                    manifest = await FillAsync(bytes, Path.Combine(work.Path, database.FileName), stop);
                    await bytes.FlushAsync(stop);
                }
            }

            Flush(unfinished);
            File.Move(unfinished, path, overwrite: true);
            DurableFolders.Flush(parent);
            return manifest;
        }
        finally
        {
            // It is there only when something failed.
            File.Delete(unfinished);
        }
    }

    async Task<BackupManifest> FillAsync(Stream bytes, string copy, CancellationToken stop)
    {
        var madeAt = time.Now();
        var contents = await database.SaveAsync(copy, stop);
        await using var backup = new BackupWriter(bytes);
        await using (var saved = File.OpenRead(copy))
        {
            await backup.AddAsync(database.FileName, saved, madeAt, stop);
        }

        File.Delete(copy);
        foreach (var name in NamesIn(contents))
        {
            if (await store.FindAsync(name) is not { } kept)
            {
                throw new BackupFailed($"The database names {name}, and it is not there. Restore that file, or delete its message: a backup without it would not be whole.");
            }

            await using (kept.Bytes)
            {
                await backup.AddAsync(name, kept.Bytes, kept.WrittenAt, stop);
            }
        }

        return await backup.FinishAsync(entries => new BackupManifest(BackupManifest.NewestFormat, madeAt, contents.Migration, contents.Rows, [.. entries]));
    }

    // Where the database is anyway: what is sealed elsewhere is not to lie open there.
    WorkFolder Work(string name) => new(Path.Combine(settings.Messenger.DataPath, name));

    static IEnumerable<string> NamesIn(DatabaseContents contents) =>
        contents.Files.SelectMany(file => file.Value ? new[] { FilePlaces.Of(file.Key), FilePlaces.ThumbnailOf(file.Key) } : [FilePlaces.Of(file.Key)])
            .Concat(contents.Avatars.Select(Avatars.KeyOf).OfType<Guid>().Select(FilePlaces.AvatarOf)).Order(StringComparer.Ordinal);

    static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }
}
