-- The tables of the original Messenger, as its documentation has them.
CREATE TYPE messagetype AS ENUM ('TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'AUDIO', 'SYSTEM');
CREATE TYPE calltype AS ENUM ('AUDIO', 'VIDEO');
CREATE TYPE callstatus AS ENUM ('RINGING', 'ACTIVE', 'ENDED', 'MISSED', 'REJECTED');
CREATE TABLE users (
    id SERIAL PRIMARY KEY, email VARCHAR NOT NULL UNIQUE, username VARCHAR NOT NULL UNIQUE, hashed_password VARCHAR NOT NULL, full_name VARCHAR, phone_number VARCHAR,
    avatar VARCHAR, status VARCHAR, user_status VARCHAR DEFAULT 'offline', is_active BOOLEAN DEFAULT true, is_email_verified BOOLEAN DEFAULT false,
    created_at TIMESTAMPTZ DEFAULT now(), updated_at TIMESTAMPTZ);
CREATE TABLE chats (
    id SERIAL PRIMARY KEY, name VARCHAR, is_group BOOLEAN DEFAULT false, avatar VARCHAR, created_by INTEGER REFERENCES users (id), created_at TIMESTAMPTZ DEFAULT now(), updated_at TIMESTAMPTZ);
CREATE TABLE chat_participants (chat_id INTEGER REFERENCES chats (id), user_id INTEGER REFERENCES users (id));
CREATE TABLE messages (
    id SERIAL PRIMARY KEY, chat_id INTEGER NOT NULL REFERENCES chats (id), sender_id INTEGER REFERENCES users (id), content TEXT, message_type messagetype DEFAULT 'TEXT', file_url VARCHAR,
    reply_to INTEGER REFERENCES messages (id), is_edited BOOLEAN DEFAULT false, is_deleted BOOLEAN DEFAULT false, created_at TIMESTAMPTZ DEFAULT now(), updated_at TIMESTAMPTZ);
CREATE TABLE calls (
    id SERIAL PRIMARY KEY, chat_id INTEGER NOT NULL REFERENCES chats (id), initiator_id INTEGER REFERENCES users (id), call_type calltype, status callstatus, started_at TIMESTAMP DEFAULT now(), ended_at TIMESTAMP);
CREATE TABLE message_reactions (id SERIAL PRIMARY KEY, message_id INTEGER REFERENCES messages (id), user_id INTEGER REFERENCES users (id), emoji VARCHAR NOT NULL);
CREATE TABLE message_reads (id SERIAL PRIMARY KEY, message_id INTEGER REFERENCES messages (id), user_id INTEGER REFERENCES users (id), read_at TIMESTAMPTZ DEFAULT now());
